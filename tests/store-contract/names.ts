import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { SearchFilter, Store } from '#ascribe/store/store.js';
import { article, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];

/** Names, each with other ways to write it or a part of it. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  'Abd al-Rahman Tolmi': [
    'Abdulrahman',
    'Abdul Rahman',
    'Abdurrahman',
    'Abdelrahman',
    'Abd ar-Rahman',
    'tolmi abd',
  ],
  Abdulkarim: ['Abd al-Karim', 'Abd el Karim', 'abdul karim', 'Abdülkerim'],
  'Nur al-Din': ['Nureddin', 'Nuruddin', 'Nour ed-Din'],
  'Harakat al-Shabaab': ['alshabaab', 'al shabaab', 'AlShabaab', 'ash-Shabab', 'harakatalshabaab', 'alshab'],
  'Jaysh Alshabaab': ['Shabaab', 'shabab', 'al-Shabaab', 'ash-Shabaab', 'shaba', 'jaysh shabaab'],
  'Elnour Party': ['Nour', 'al-Nour', 'el nour', 'Alnour'],
  'Assadr Office': ['Sadr', 'as-Sadr', 'al-Sadr', 'Alsadr'],
  Baradani: ['Elbaradani', 'al-Baradani', 'Albaradani', 'el Baradani', 'El-Baradany'],
  'كتائب الزيتون': [
    'زيتون',
    'الزيتون',
    'كتائب زيتون',
    'والزيتون',
    'كَتَائِب',
    'كتـــائب',
    'Zeitoun',
    'kataib al-zaytun',
  ],
  'فرقة الأقصى': ['اقصي', 'الاقصى', 'فرقه', 'فرقةالأقصى'],
  حزب‌الوادی: ['حزبالوادي', 'حزب الوادي', 'حزب‌الوادی'],
  'کمیته ۱۴۰۰': ['كميته 1400'],
  'Sean O’Brien': ['Brien', 'O Brien', "O'Brien", 'OBrien', 'oʻbrien', 'SeanOBrien'],
  "Côte d'Ivoire Front": ['Ivoire', 'Côte Ivoire', 'Cote dIvoire', 'd’Ivoire', 'ivoir'],
  'L’Étoile Noire': ['Etoile', 'etoile noire', 'LEtoile', "l'étoile"],
  "Dell'Orso Brigade": ['Orso', 'orso brigade', 'dellorso'],
  "N'Djamena Guard": ['Djamena', 'NDjamena'],
  'U.N.I.T.A. of the Hills': ['UNITA', 'U N I T A', 'U.N.I.T.A', 'unita hills'],
  'Qasim al-Haddad': ['قاسم', 'الحداد', 'حداد قاسم', 'قاسم الحدّاد'],
  NORLAC: ['N.O.R.L.A.C.', 'n o r l a c'],
  'Saint-Marcel': ['saintmarcel', 'Saint Marcel', 'SAINT MARCEL'],
  河谷人民解放阵线: ['人民', '解放阵线', '河', '线', '河谷 阵线'],
  河谷人民解放陣線連盟: ['阵线', '解放阵线', '人民解放阵线连盟', '河谷 阵线'],
  東海聯合會: ['东海联合会', '联合', '东海'],
  关东铁道军: ['關東鐵道軍', '關東', '鐵道軍'],
  '北海 同盟': ['北海同盟', '海同', '同盟'],
  'リバー・フロント党': ['リバーフロント', 'フロント', '党'],
  강변해방전선: ['해방', '전선', '강변 전선', '선'],
  'חזית הנהר': ['חֲזִית', 'חזיתהנהר'],
  'River Front of Arland': ['River­Front', 'Rivеr Frоnt', 'Riv​er Front', 'ＲＩＶＥＲ', 'Rıver', 'river-front'],
  'eﬀective Oﬃce': ['effective office', 'effectiveoffice'],
  Хезарский: ['Xезарский', 'ХЕЗАРСKИЙ', 'Khezarsky'],
};

/** Tests of names that are joined, parted, pointed or transliterated, for every store. `open` creates an empty store. */
export function namesContract(name: string, open: () => Promise<Store>): void {
  describe(`names in searches of ${name}`, () => {
    const withNames = async (names: readonly string[], use: (store: Store) => Promise<void>) => {
      const store = await open();
      try {
        const named = names.map((one, index) => entity(idOf(index), 'ORGANIZATION', { name: one }));
        await store.write((writer) =>
          writer.put([
            article('one', {
              entities: [entity('arland'), entity('river-front', 'ARMED_GROUP', { name: 'Z' }), ...named],
            }),
          ]),
        );
        await use(store);
      } finally {
        await store.close();
      }
    };
    const idOf = (index: number): string => `named-${String(index).padStart(3, '0')}`;
    const find = async (store: Store, text: string, filter: Partial<SearchFilter> = {}, first = 10) => {
      const { items } = await store.search(
        text,
        { statuses: ALL, fields: ['NAME'], ...filter },
        { first, after: null },
      );
      return items.map((hit) => (hit.type === 'entity' ? hit.entity.name : ''));
    };

    it('finds a name however it is joined, parted, pointed or romanized', async () => {
      await withNames(Object.keys(SPELLINGS), async (store) => {
        const missed: string[] = [];
        for (const [named, spellings] of Object.entries(SPELLINGS))
          for (const spelling of [named, ...spellings])
            if (!(await find(store, spelling)).includes(named)) missed.push(`${spelling} → ${named}`);
        expect(missed).toEqual([]);
      });
    });

    it('finds a name by its bare part only from four letters on, and Chinese forms only by sound', async () => {
      await withNames(['Alshabaab', 'River Alliance', '河谷阵线', 'Shabaa'], async (store) => {
        const exact = { match: 'EXACT' } as const;
        expect(await find(store, 'sha')).toEqual(['Shabaa']);
        expect(await find(store, 'li')).toEqual([]);
        expect(await find(store, 'shabaa', exact)).toEqual(['Shabaa', 'Alshabaab']);
        expect(await find(store, 'al-Shabaa', exact)).toEqual(['Alshabaab', 'Shabaa']);
        expect(await find(store, '陣線')).toEqual(['河谷阵线']);
        expect(await find(store, '陣線', exact)).toEqual([]);
        expect(await find(store, '陣')).toEqual([]);
      });
    });

    it('never finds a quote by a part of its id', async () => {
      const store = await open();
      const citations = Array.from({ length: 16 }, (_, index) => ({ quote: `${'z'.repeat(index + 1)} zz` }));
      await store.write((writer) => writer.put([article('one', { says: [{ citations }] })]));
      const find = async (text: string) =>
        (await store.search(text, { statuses: ALL, fields: ['QUOTE'] }, { first: 99, after: null })).items;
      const ids = (await find('zz')).flatMap((hit) => (hit.type === 'citation' ? [hit.citation.id] : []));
      expect(ids).toHaveLength(16);
      for (const id of ids)
        for (const length of [1, 2, 3])
          expect(await find(id.slice('citation:'.length).slice(0, length)), id).toEqual([]);
      await store.close();
    });

    it('lists exact names first, then joined and parted ones, then those of the same sound', async () => {
      const names = [
        'Al Shabab',
        'Alshabaab',
        'Harakat Alshabaab',
        'A al-Shabaab',
        'al-Shabaab',
        'Ash Shabaab',
      ];
      await withNames(names, async (store) => {
        expect(await find(store, 'alshabaab')).toEqual([
          'Alshabaab',
          'Harakat Alshabaab',
          'al-Shabaab',
          'A al-Shabaab',
          'Ash Shabaab',
          'Al Shabab',
        ]);
        expect((await find(store, 'al-Shabaab')).slice(0, 3)).toEqual([
          'al-Shabaab',
          'A al-Shabaab',
          'Alshabaab',
        ]);
      });
    });

    it('finds no name by sound with match: EXACT, but names that are joined or parted', async () => {
      await withNames(['Iran', 'Iron', 'I.R.A.N.', 'U.N.I.T.A.', 'Qasem', 'Abd al-Rahman'], async (store) => {
        const exact = { match: 'EXACT' } as const;
        expect(await find(store, 'iran', exact)).toEqual(['Iran', 'I.R.A.N.']);
        expect(await find(store, 'iran', { match: 'SIMILAR' })).toEqual(['Iran', 'I.R.A.N.', 'Iron']);
        expect(await find(store, 'iran')).toEqual(['Iran', 'I.R.A.N.', 'Iron']);
        expect(await find(store, 'unita', exact)).toEqual(['U.N.I.T.A.']);
        expect(await find(store, 'kasim', exact)).toEqual([]);
        expect(await find(store, 'قاسم', exact)).toEqual([]);
        expect(await find(store, 'قاسم')).toEqual(['Qasem']);
        expect(await find(store, 'abdulrahman', exact)).toEqual([]);
        expect(await find(store, 'abdalrahman', exact)).toEqual(['Abd al-Rahman']);
      });
    });

    it('pages through exact, joined and similar names, each once', async () => {
      const names = Array.from(
        { length: 9 },
        (_, index) => ['Red Falcon', 'Redfalcon', 'Redd Falkon'][index % 3] as string,
      );
      await withNames(names, async (store) => {
        const ids: string[] = [];
        for (let after: string | null = null; ; ) {
          const page = await store.search('redfalcon', { statuses: ALL }, { first: 2, after });
          ids.push(...page.items.map((hit) => (hit.type === 'entity' ? hit.entity.id : '')));
          after = page.cursors.at(-1) ?? null;
          if (!page.hasNext) break;
        }
        expect(ids).toEqual([1, 4, 7, 0, 3, 6, 2, 5, 8].map(idOf));
      });
    });

    it('finds parts of quotes in unspaced scripts, Arabic words without the article, and rows of letters', async () => {
      const quotes = [
        '外交部否认资助河谷阵线。',
        'دعمت كتائب الزيتون',
        'paid by U.N.I.T.A. itself',
        'paid by a unit',
      ];
      const store = await open();
      try {
        await store.write((writer) =>
          writer.put([article('one', { says: [{ citations: quotes.map((quote) => ({ quote })) }] })]),
        );
        const found = async (text: string) =>
          (
            await store.search(
              text,
              { statuses: ALL, fields: ['QUOTE'], match: 'EXACT' },
              { first: 9, after: null },
            )
          ).items.map((hit) => (hit.type === 'citation' ? hit.citation.quote : ''));
        expect(await found('资助')).toEqual([quotes[0]]);
        expect(await found('河谷阵线')).toEqual([quotes[0]]);
        expect(await found('线')).toEqual([quotes[0]]);
        expect(await found('资河')).toEqual([]);
        expect(await found('زيتون')).toEqual([quotes[1]]);
        expect(await found('unita')).toEqual([quotes[2]]);
      } finally {
        await store.close();
      }
    });

    it('answers the longest queries', async () => {
      await withNames(['Red Falcon'], async (store) => {
        for (const text of [
          'a '.repeat(100),
          'ab '.repeat(66),
          '河谷'.repeat(100),
          'al '.repeat(66),
          'rouge '.repeat(12),
          '北 '.repeat(100),
          'ال'.repeat(90),
        ])
          expect(await find(store, text), text).toEqual([]);
      });
    });

    it('finds every name with any change that keeps its letters, among the first ten', async () => {
      const names = [
        ...Object.keys(SPELLINGS).slice(1),
        ...[
          'Front for the Liberation of the Red Valley',
          'Qasim al-Haddad',
          'Tehrik-e Arland',
          'Γραμμή του Ποταμού',
        ],
        ...[
          'Союз речных фронтов',
          'แนวร่วมแม่น้ำแดง',
          'リバー戦線',
          'Łódzka Straż',
          'Jamaat ul-Wadi',
          'ISIS-K Two',
        ],
      ];
      await withNames(names, async (store) => {
        await fc.assert(
          fc.asyncProperty(fc.constantFrom(...names), changes, async (named, [spacing, points]) => {
            const changed = points(spacing(named));
            expect(await find(store, changed), `${JSON.stringify(changed)} for ${named}`).toContain(named);
          }),
          { numRuns: 150 },
        );
      });
    });
  });
}

type Change = (text: string) => string;

/** Inserts a text before the character at a share of the length, if the characters around it are alike. */
const insert =
  (what: string, where: number, around: RegExp): Change =>
  (text) => {
    const characters = [...text];
    const at = 1 + Math.floor(where * (characters.length - 1));
    const fits = around.test(characters[at - 1] ?? '') && around.test(characters[at] ?? '');
    return fits ? [...characters.slice(0, at), what, ...characters.slice(at)].join('') : text;
  };

/** Removes one gap between words. */
const join =
  (which: number): Change =>
  (text) => {
    const gaps = [...text.matchAll(/(?<=\p{L})[ ’.\-・]+(?=\p{L})/gu)];
    const gap = gaps[Math.floor(which * gaps.length)];
    return gap === undefined ? text : text.slice(0, gap.index) + text.slice(gap.index + gap[0].length);
  };

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'ο',
  i: 'і',
  c: 'с',
  p: 'ρ',
  x: 'х',
  y: 'у',
};
/** Replaces one letter of a Latin word. */
const lookAlike =
  (which: number): Change =>
  (text) => {
    const letters = [...text.matchAll(/(?<=[A-Za-z]{2})[aeoicpxy]|[aeoicpxy](?=[A-Za-z]{2})/g)];
    const letter = letters[Math.floor(which * letters.length)];
    return letter === undefined
      ? text
      : text.slice(0, letter.index) + LOOK_ALIKES[letter[0]] + text.slice(letter.index + 1);
  };

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const LETTER = /\p{L}/u;
const inserted = (around: RegExp, ...what: string[]) =>
  fc.tuple(fc.constantFrom(...what), share).map(([one, where]) => insert(one, where, around));

/** Up to two changes of spaces, then up to three that leave them. */
const changes = fc.tuple(
  fc.array(fc.oneof(inserted(LETTER, ' ', '-', '.', '·'), share.map(join)), { maxLength: 2 }).map(
    (all): Change =>
      (text) =>
        all.reduce((changed, change) => change(changed), text),
  ),
  fc
    .array(
      fc.oneof(
        inserted(/./u, '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u200f'),
        inserted(/\p{Script=Arabic}/u, '\u064e', '\u0651', '\u0640'),
        inserted(/\p{Script=Hebrew}/u, '\u05b7', '\u05bc'),
        inserted(/\p{Script=Latin}/u, '\u0301', '\u0323', '’', 'ʻ'),
        share.map(lookAlike),
        fc.constant<Change>((text) => text.toUpperCase()),
        fc.constant<Change>((text) => text.normalize('NFD')),
        fc.constant<Change>((text) =>
          text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
        ),
      ),
      { maxLength: 3 },
    )
    .map(
      (all): Change =>
        (text) =>
          all.reduce((changed, change) => change(changed), text),
    ),
);
