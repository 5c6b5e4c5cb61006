import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnnotatedArticle, type ClaimStatus, type Entity, statuses } from '#ascribe/domain/records.js';
import { sketchBands, sketchText } from '#ascribe/domain/text-sketch.js';
import type { ErasureResult, Reads, Store } from '#ascribe/store/store.js';
import { type ArticleSpec, article, buildClaim, entity } from './article-builder.js';

const ALL = [...statuses] as ClaimStatus[];
const PAGE = { first: 100, after: null };
/** One rare word for each text of the erased article. */
const WORDS = [
  'zorquebax',
  'vlimfert',
  'quornish',
  'hexadrel',
  'yttolane',
  'brundewick',
  'ompalsy',
  'fizzlegast',
];
const TEXTS = ['first', 'second'].map((version) =>
  Array.from({ length: 60 }, (_, at) => `${version}${at}`).join(' '),
);
const [OLD_SKETCH, SKETCH] = TEXTS.map((text) => sketchText(text) as string) as [string, string];
const SHA256 = '5ca1ab1e'.repeat(8);
const FINGERPRINTS = [OLD_SKETCH, SKETCH, ...sketchBands(SKETCH), SHA256];

/** A store, and all that its storage holds, as text. */
export interface InspectedStore {
  readonly store: Store;
  readonly storedText: () => Promise<string>;
}

/** Tests of erasure, for every store. `open` creates an empty store. */
export function erasureContract(name: string, open: () => Promise<InspectedStore>): void {
  describe(`erasure on ${name}`, () => {
    let opened: InspectedStore;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => store.close());
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const erase = (id: string): Promise<ErasureResult> =>
      store.write((writer) => writer.erase({ id, reason: 'PRIVACY', erasedBy: 'root' }));
    const retract = (slug: string, includeDerived = false) =>
      store.write((writer) =>
        writer.retract({ articleId: `article:${slug}`, reason: 'ompalsy', analyst: 'ada', includeDerived }),
      );
    const theClaim = buildClaim('any').id;
    const statusOf = async (id = theClaim, reads: Reads = store) =>
      (await reads.get('claims', [id]))[0]?.status;
    const lastWriteAt = async () => (await store.writePosition()).lastWriteAt;
    const wordsLeft = async () => {
      const text = (await opened.storedText()).toLowerCase();
      return WORDS.filter((word) => text.includes(word));
    };
    const fingerprintsLeft = async () => {
      const text = await opened.storedText();
      return FINGERPRINTS.filter((one) => text.includes(one));
    };
    const found = async (reads: Reads, words: readonly string[] = WORDS) => {
      const hits = await Promise.all(words.map((word) => reads.search(word, { statuses: ALL }, PAGE)));
      return hits.flatMap(({ items }) => items.map(({ type }) => type));
    };

    /** An article with a rare word in each of its texts, about the claim that others make too, and one of its own. */
    const secret = (more: ArticleSpec = {}) =>
      article('secret', {
        article: {
          title: 'The Zorquebax files',
          url: 'https://paper.example/yttolane',
          authors: ['B. Brundewick'],
        },
        entities: [
          entity('arland', 'STATE', { aliases: ['Quornish Arland'], description: 'Land of hexadrel.' }),
          entity('river-front', 'ARMED_GROUP'),
          entity('fizzlegast', 'PERSON', { name: 'M. Fizzlegast' }),
        ],
        says: [
          { citations: [{ quote: 'the vlimfert was paid', assertedBy: ['fizzlegast'] }] },
          {
            subjectId: 'fizzlegast',
            predicate: 'LEADS',
            objectId: 'river-front',
            citations: [{ note: 'ompalsy' }],
          },
        ],
        ...more,
      });
    const own = buildClaim('any', {
      subjectId: 'fizzlegast',
      predicate: 'LEADS',
      objectId: 'river-front',
    }).id;

    describe('of an article', () => {
      it('leaves no byte of it, in the present and in the past', async () => {
        await put(article('other'), secret({ says: [] }));
        await put(secret());
        await retract('secret');
        await store.write((writer) => writer.restore({ articleId: 'article:secret', analyst: 'ada' }));
        await store.write((writer) =>
          writer.assess({
            claimId: own,
            analyst: 'ada',
            status: 'ALLEGED',
            confidence: null,
            rationale: 'ompalsy',
          }),
        );
        const before = await lastWriteAt();
        expect(await wordsLeft()).toEqual(WORDS);
        expect((await found(store)).length).toBeGreaterThan(3);

        const result = await erase('article:secret');
        expect(result).toMatchObject({
          erasure: { id: 'article:secret', reason: 'PRIVACY', erasedBy: 'root' },
          articleIds: ['article:secret'],
          entityIds: ['fizzlegast'],
          sourceIds: ['source:secret'],
          claimIds: [own],
          citations: 2,
        });
        expect(await wordsLeft()).toEqual([]);
        for (const reads of [store, store.asOf(before)]) {
          expect(await found(reads)).toEqual([]);
          expect(await reads.get('articles', ['article:secret', 'article:other'])).toMatchObject([null, {}]);
          expect(await reads.get('entities', ['fizzlegast', 'arland'])).toMatchObject([
            null,
            { name: 'arland', aliases: [], description: null },
          ]);
          expect(await reads.get('sources', ['source:secret'])).toEqual([null]);
          expect(await reads.get('claims', [own])).toEqual([null]);
          expect(await reads.countCitationsOf([theClaim, own])).toEqual([1, 0]);
          expect((await reads.annotations(ALL, 10, null)).map((one) => one.article.id)).toEqual([
            'article:other',
          ]);
        }
        expect(await store.historyOf([own])).toEqual([[]]);
        expect(await store.assessmentsOf([own])).toEqual([[]]);
        const { items } = await store.list('changes', { statuses: ALL }, PAGE);
        expect(items.map(({ claimId }) => claimId)).not.toContain(own);
      });

      it('leaves no byte of the entities and sources that only its earlier versions had', async () => {
        await put(
          secret({
            source: {
              id: 'source:zorquebax',
              name: 'The Vlimfert',
              affiliation: 'quornish',
            },
            borrowed: [entity('quornish'), entity('hexadrel', 'PERSON')],
            says: [{ citations: [{ assertedBy: ['hexadrel'] }] }],
          }),
        );
        await store.write((writer) =>
          writer.put(
            [
              article('secret', {
                source: { id: 'source:ompalsy' },
                borrowed: [entity('brundewick', 'PERSON')],
                says: [{ citations: [{ assertedBy: ['brundewick'] }] }],
              }),
            ],
            { replace: true },
          ),
        );
        expect(await store.get('entities', ['fizzlegast', 'quornish', 'hexadrel'])).toEqual([
          null,
          null,
          null,
        ]);
        const result = await erase('article:secret');
        expect(result.entityIds).toEqual(expect.arrayContaining(['fizzlegast', 'quornish', 'brundewick']));
        expect(result.sourceIds).toEqual(['source:ompalsy', 'source:zorquebax']);
        expect(await wordsLeft()).toEqual([]);
      });

      it('leaves no fingerprint of its text, in the present and in the past', async () => {
        const withText = (textSketch: string) =>
          article('secret', { article: { textSketch, textSha256: SHA256 } });
        await put(article('other'), withText(OLD_SKETCH));
        await put(withText(SKETCH));
        expect(await fingerprintsLeft()).toEqual(FINGERPRINTS);
        await erase('article:secret');
        expect(await fingerprintsLeft()).toEqual([]);

        const copy = article('copy', { article: { textSketch: SKETCH, textSha256: SHA256 } });
        expect((await put(copy)).flatMap(({ notes }) => notes)).toEqual([]);
      });

      it('derives the claims again that others make too, and logs why', async () => {
        await put(article('other'), article('secret'));
        expect(await statusOf()).toBe('CONFIRMED');
        const before = await lastWriteAt();
        const { changes, claimIds, entityIds } = await erase('article:secret');
        expect([claimIds, entityIds]).toEqual([[], []]);
        expect(changes).toMatchObject([
          {
            claimId: theClaim,
            from: { status: 'CONFIRMED' },
            to: { status: 'REPORTED' },
            cause: { kind: 'ERASURE', articleIds: ['article:secret'], analyst: 'root' },
          },
        ]);
        expect([await statusOf(), await statusOf(theClaim, store.asOf(before))]).toEqual([
          'REPORTED',
          'CONFIRMED',
        ]);
        expect((await store.get('claims', [theClaim]))[0]?.soleArticleId).toBe('article:other');
      });

      it('forgets it as the sole article of claims, also in the past', async () => {
        await put(article('secret'));
        const before = await lastWriteAt();
        await put(article('other'));
        await erase('article:secret');
        const [past] = await store.asOf(before).get('claims', [theClaim]);
        expect(past).toMatchObject({ soleArticleId: null, soleSourceId: null });
      });

      it('neither makes copies independent nor brings back what was retracted with it', async () => {
        const copy = (slug: string, derivedFrom: string) => article(slug, { article: { derivedFrom } });
        const wire = article('wire', { says: [{ predicate: 'ARMS' }] });
        await put(
          wire,
          copy('a', 'article:wire'),
          copy('middle', 'article:wire'),
          copy('b', 'article:middle'),
        );
        expect(await statusOf()).toBe('REPORTED');
        await erase('article:middle');
        expect(await statusOf()).toBe('REPORTED');
        await erase('article:wire');
        expect(await statusOf()).toBe('REPORTED');

        await put(article('false'), copy('c', 'article:false'), copy('d', 'article:c'));
        await retract('false', true);
        const live = async () =>
          (await store.get('articles', ['article:c', 'article:d'])).map((one) => one?.retractedAt !== null);
        await erase('article:false');
        expect(await live()).toEqual([true, true]);
        expect(await statusOf()).toBe('REPORTED');
        await store.write((writer) => writer.restore({ articleId: 'article:c', analyst: 'ada' }));
        expect(await live()).toEqual([false, true]);
      });

      it('leaves its id unusable, and can be repeated', async () => {
        await put(article('secret'));
        const { erasure } = await erase('article:secret');
        await expect(put(article('secret'))).rejects.toMatchObject({
          code: 'ERASED',
          message: expect.stringMatching(/article:secret was erased on \d{4}-\d\d-\d\d \(PRIVACY\)/),
        });
        expect(await erase('article:secret')).toMatchObject({ erasure, articleIds: [], citations: 0 });
        expect(await store.erasuresOf(['article:secret', 'article:other'])).toEqual([erasure, null]);
        await expect(erase('article:none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
        expect(await store.count('entities', {})).toBe(0);
      });

      it('keeps the past of entities that others declared then', async () => {
        await put(
          article('other', {
            entities: [entity('arland'), entity('hills', 'PLACE')],
            borrowed: [entity('river-front', 'ARMED_GROUP')],
          }),
        );
        const before = await lastWriteAt();
        await put(
          article('other', { says: [] }),
          article('secret', { says: [], entities: [entity('hills', 'PLACE')] }),
        );
        await erase('article:secret');
        expect((await store.asOf(before).get('entities', ['hills']))[0]?.name).toBe('hills');
      });

      it('previews all of it, and then nothing has changed', async () => {
        await put(article('other'), secret());
        const preview = await store.preview((writer) =>
          writer.erase({ id: 'article:secret', reason: 'TAKEDOWN', erasedBy: 'root' }),
        );
        expect(preview).toMatchObject({ articleIds: ['article:secret'], claimIds: [own], citations: 2 });
        expect(await store.get('articles', ['article:secret'])).not.toEqual([null]);
        expect((await found(store)).length).toBeGreaterThan(3);
        expect(await wordsLeft()).toContain('vlimfert');
      });

      it('lets a reader of the log go on', async () => {
        await put(article('other', { says: [{ predicate: 'ARMS' }] }));
        await put(article('secret'));
        const { changeCursor } = await store.writePosition();
        await erase('article:secret');
        expect((await store.writePosition()).changeCursor).not.toBeNull();
        await put(article('third'));
        const { items } = await store.list('changes', { statuses: ALL }, { first: 10, after: changeCursor });
        expect(items.map(({ claimId, to }) => [claimId, to?.status])).toEqual([[theClaim, 'REPORTED']]);
      });
    });

    describe('of an entity', () => {
      const person = entity('fizzlegast', 'PERSON', {
        name: 'M. Fizzlegast',
        description: 'Lives in Yttolane.',
      });
      const WORLD = [entity('arland'), entity('river-front', 'ARMED_GROUP'), person];
      const by = (slug: string, quote: string, assertedBy: readonly string[], more: ArticleSpec = {}) =>
        article(slug, { entities: WORLD, says: [{ citations: [{ quote, assertedBy }] }], ...more });

      it('leaves no byte of it, its claims and its quotes, in any article, present or past', async () => {
        await put(by('one', 'the money came from Arland', []));
        await put(by('two', 'we took the vlimfert', ['fizzlegast']));
        await put(by('three', 'he said that zorquebax', ['arland', 'fizzlegast', 'river-front']));
        await put(
          article('four', {
            entities: WORLD,
            says: [{ subjectId: 'fizzlegast', predicate: 'LEADS', citations: [{ quote: 'brundewick' }] }],
          }),
        );
        await put(article('four', { entities: WORLD, says: [] }));
        await put(
          article('five', {
            says: [],
            source: { affiliation: 'fizzlegast' },
            entities: [entity('arland'), entity('army', 'ORGANIZATION', { organOf: ['fizzlegast'] })],
            borrowed: [person],
          }),
        );
        const before = await lastWriteAt();
        const result = await erase('fizzlegast');
        expect(result).toMatchObject({
          articleIds: [],
          entityIds: ['fizzlegast'],
          sourceIds: [],
          claimIds: [],
          citations: 3,
        });
        expect(await wordsLeft()).toEqual(['fizzlegast']);
        for (const reads of [store, store.asOf(before)]) {
          expect(await reads.get('entities', ['fizzlegast', 'army'])).toMatchObject([null, { organOf: [] }]);
          expect((await reads.get('sources', ['source:five']))[0]?.affiliation).toBeNull();
          expect(await reads.countCitationsOf([theClaim])).toEqual([1]);
          const declared = (await reads.declaredEntitiesOf(['article:one', 'article:five'])).flat();
          expect(declared.map(({ id }) => id)).not.toContain('fizzlegast');
          expect(await found(reads)).toEqual([]);
        }
        expect(await statusOf()).toBe('REPORTED');
        await expect(put(by('six', 'x', []))).rejects.toMatchObject({ code: 'ERASED' });
        await put(article('six', { says: [], entities: [entity('arland')] }));
      });

      it('takes the claims at both ends of it, and what is then unused', async () => {
        await put(
          article('one', {
            entities: [entity('arland'), person],
            says: [{ objectId: 'fizzlegast' }, { subjectId: 'fizzlegast', objectId: 'arland' }],
          }),
        );
        const { claimIds, entityIds } = await erase('fizzlegast');
        expect(claimIds).toHaveLength(2);
        expect(entityIds).toEqual(['fizzlegast']);
        expect(await store.count('claims', { statuses: ALL })).toBe(0);
        expect(await store.count('changes', { statuses: ALL })).toBe(0);
        const [arland]: (Entity | null | undefined)[] = [...(await store.get('entities', ['arland']))];
        expect(arland?.name).toBe('arland');
        await expect(erase('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      });
    });
  });
}
