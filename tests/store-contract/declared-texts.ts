import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CountedText, DeclaredRole } from '#ascribe/domain/declared-texts.js';
import {
  type AnnotatedArticle,
  type ClaimStatus,
  type Entity,
  isLive,
  statuses,
} from '#ascribe/domain/records.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { article, entity } from './article-builder.js';

const PAGE = { first: 100, after: null };
const ALL = [...statuses] as ClaimStatus[];
const FRONT = { description: 'A band of smugglers.', aliases: ['Delta Column'] };

const front = (name: string, more: Partial<Entity> = {}) =>
  entity('river-front', 'ARMED_GROUP', { name, ...more });
const declaring = (slug: string, ...entities: Entity[]) =>
  article(slug, {
    entities: [entity('arland'), ...entities],
    borrowed: [entity('river-front', 'ARMED_GROUP')],
  });

const found = async (reads: Reads, text: string) => {
  const { items } = await reads.search(text, { statuses: ALL }, PAGE);
  return items.flatMap((hit) => (hit.type === 'entity' ? [hit.entity.id] : [])).sort();
};
const texts = async (reads: Reads, id: string, role: DeclaredRole) => {
  const [declared = []] = await reads.declaredTextsOf([id], role);
  return declared.map(({ text, articleCount }): [string, number] => [text, articleCount]).sort();
};
const articlesOf = async (reads: Reads, declared: Omit<CountedText, 'articleCount'>) => {
  const [list] = await reads.articlesDeclaring([declared], PAGE);
  return list?.items.map(({ id }) => id);
};

export function declaredTextsContract(name: string, open: () => Promise<Store>): void {
  describe(`names and descriptions on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const retract = (slug: string, includeDerived = false) =>
      store.write((writer) =>
        writer.retract({ articleId: `article:${slug}`, reason: 'wrong', analyst: 'ada', includeDerived }),
      );
    const restore = (slug: string) =>
      store.write((writer) => writer.restore({ articleId: `article:${slug}`, analyst: 'ada' }));
    const named = async (reads: Reads = store) => (await reads.get('entities', ['river-front']))[0];

    it('come with the live articles that declare them', async () => {
      await put(
        declaring('a', front('River Front', FRONT)),
        declaring('b', front('Delta Column')),
        declaring('c', front('River Front', { description: 'A band.' })),
      );
      expect(await texts(store, 'river-front', 'NAME')).toEqual([
        ['Delta Column', 2],
        ['River Front', 2],
      ]);
      expect(await texts(store, 'river-front', 'DESCRIPTION')).toEqual([
        ['A band of smugglers.', 1],
        ['A band.', 1],
      ]);
      const delta = { entityId: 'river-front', role: 'NAME', text: 'Delta Column' } as const;
      expect(await articlesOf(store, delta)).toEqual(['article:a', 'article:b']);
      expect(await articlesOf(store, { ...delta, role: 'DESCRIPTION' })).toEqual([]);
      expect(await texts(store, 'nobody', 'NAME')).toEqual([]);
    });

    it('page their articles by id', async () => {
      await put(...['d', 'b', 'a', 'c'].map((slug) => declaring(slug, front('River Front'))));
      const text = { entityId: 'river-front', role: 'NAME', text: 'River Front' } as const;
      const other = { entityId: 'arland', role: 'NAME', text: 'arland' } as const;
      const [first, all] = await store.articlesDeclaring([text, other], { first: 3, after: null });
      expect(first?.items.map(({ id }) => id)).toEqual(['article:a', 'article:b', 'article:c']);
      expect(all?.hasNext).toBe(true);
      const [rest] = await store.articlesDeclaring([text], {
        first: 3,
        after: first?.cursors.at(-1) ?? null,
      });
      expect(rest).toMatchObject({ items: [{ id: 'article:d' }], hasNext: false });
      await expect(store.articlesDeclaring([text], { first: 3, after: 'nonsense' })).rejects.toMatchObject({
        code: 'BAD_CURSOR',
      });
    });

    it('of retracted articles alone are neither shown nor found, and return when the article is restored', async () => {
      await put(declaring('a', front('River Front', FRONT)));
      const before = await named();
      const { lastWriteAt } = await store.writePosition();
      await retract('a');
      expect(await named()).toEqual(front('river-front'));
      for (const role of ['NAME', 'DESCRIPTION'] as const)
        expect(await texts(store, 'river-front', role)).toEqual([]);
      for (const text of ['River Front', 'river-front', 'Delta Column', 'smugglers', 'Delta', 'Rivver Frond'])
        expect(await found(store, text)).toEqual([]);

      const past = store.asOf(lastWriteAt);
      expect(await named(past)).toEqual(before);
      expect(await found(past, 'Delta Column')).toEqual(['river-front']);
      expect(await texts(past, 'river-front', 'DESCRIPTION')).toEqual([['A band of smugglers.', 1]]);
      expect(await articlesOf(past, { entityId: 'river-front', role: 'NAME', text: 'River Front' })).toEqual([
        'article:a',
      ]);

      await restore('a');
      expect(await named()).toEqual(before);
      expect(await found(store, 'smugglers')).toEqual(['river-front']);
      expect(await texts(store, 'river-front', 'NAME')).toEqual([
        ['Delta Column', 1],
        ['River Front', 1],
      ]);
    });

    it('of an article that is retracted with its original disappear too', async () => {
      await put(
        declaring('original'),
        article('copy', {
          article: { derivedFrom: 'article:original' },
          entities: [entity('arland'), front('River Front', FRONT)],
        }),
      );
      await retract('original', true);
      expect(await named()).toEqual(front('river-front'));
      expect(await found(store, 'Delta Column')).toEqual([]);
    });

    it('of an article that no longer declares them disappear', async () => {
      await put(declaring('a', front('River Front', FRONT)));
      await put(declaring('a', front('River Front')));
      expect(await named()).toEqual(front('River Front'));
      expect(await texts(store, 'river-front', 'DESCRIPTION')).toEqual([]);
      await put(declaring('a'));
      expect(await named()).toEqual(front('river-front'));
      expect(await found(store, 'River Front')).toEqual([]);
    });

    it('of an article that is imported as retracted never appear', async () => {
      const { article: one, ...rest } = declaring('a', front('River Front', FRONT));
      await put({
        ...rest,
        article: { ...one, retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'wrong' },
      });
      expect(await named()).toEqual(front('river-front'));
      expect(await found(store, 'River Front')).toEqual([]);
    });

    it('a name that equals the id is found only while an article declares it', async () => {
      await put(declaring('a', front('river-front')));
      expect(await found(store, 'river-front')).toEqual(['river-front']);
      await retract('a');
      expect(await found(store, 'river-front')).toEqual([]);
      await restore('a');
      expect(await found(store, 'river-front')).toEqual(['river-front']);
    });
  });
}

const NAMES = ['Kestrel', 'Walrus', 'Pigeon'];
const DESCRIPTIONS = ['zebra stripes', 'mango orchard'];
const IDS = ['arland', 'borland', 'corland'];
const SLUGS = ['one', 'two', 'three', 'four'];

type Step =
  | { readonly act: 'put'; readonly articles: readonly AnnotatedArticle[] }
  | { readonly act: 'retract'; readonly slug: string; readonly includeDerived: boolean }
  | { readonly act: 'restore'; readonly slug: string };

const declaration = fc.option(
  fc.record({
    name: fc.constantFrom(...NAMES),
    aliases: fc.subarray(NAMES, { maxLength: 2 }),
    description: fc.constantFrom(null, ...DESCRIPTIONS),
  }),
);
const randomArticle = fc
  .record({
    slug: fc.constantFrom(...SLUGS),
    derivedFrom: fc.constantFrom(null, null, ...SLUGS.map((slug) => `article:${slug}`)),
    retractedAt: fc.constantFrom(null, null, null, '2031-05-01T00:00:00Z'),
    declared: fc.tuple(declaration, declaration, declaration),
  })
  .map(({ slug, derivedFrom, retractedAt, declared }) =>
    article(slug, {
      article: { retractedAt, derivedFrom: derivedFrom === `article:${slug}` ? null : derivedFrom },
      entities: declared.flatMap((one, index) =>
        one === null ? [] : [entity(IDS[index] as string, 'STATE', one)],
      ),
      borrowed: IDS.map((id) => entity(id)),
      says: [{ objectId: 'borland' }],
    }),
  );
const randomStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constant('put' as const),
    articles: fc.uniqueArray(randomArticle, {
      minLength: 1,
      maxLength: 3,
      selector: ({ article }) => article.id,
    }),
  }),
  fc.record({
    act: fc.constant('retract' as const),
    slug: fc.constantFrom(...SLUGS),
    includeDerived: fc.boolean(),
  }),
  fc.record({ act: fc.constant('restore' as const), slug: fc.constantFrom(...SLUGS) }),
);

/** Everything that a reader sees of names and descriptions. */
async function readAll(reads: Reads) {
  const entities = await reads.get('entities', IDS);
  const roles = ['NAME', 'DESCRIPTION'] as const;
  const declared = await Promise.all(
    roles.map(async (role) => {
      const lists = await reads.declaredTextsOf(IDS, role);
      return Promise.all(
        lists.flat().map(async (one) => ({ ...one, articles: await articlesOf(reads, one) })),
      );
    }),
  );
  const hits = await Promise.all([...NAMES, ...DESCRIPTIONS].map((text) => found(reads, text)));
  return {
    names: entities.map((one) => one && [one.name, one.aliases, one.description]),
    declared: declared
      .flat()
      .map((one) => JSON.stringify(one))
      .sort(),
    hits,
  };
}

/** The same from the live articles alone, by brute force. */
async function expectedFrom(store: Store) {
  const annotations = await store.annotations(ALL, 100, null);
  const live = annotations.filter(({ article }) => isLive(article));
  const known = new Set(
    annotations.flatMap(({ entities, claims }) => [
      ...entities.map(({ id }) => id),
      ...claims.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
    ]),
  );
  const tally = (id: string, textsIn: (one: Entity) => readonly (string | null)[]) => {
    const byText = new Map<string, string[]>();
    for (const { article, entities } of live)
      for (const one of entities)
        if (one.id === id)
          for (const text of new Set(textsIn(one)))
            if (text !== null) byText.set(text, [...(byText.get(text) ?? []), article.id].sort());
    return [...byText].sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  };
  const called = (id: string) => tally(id, ({ name, aliases }) => [name, ...aliases]);
  const described = (id: string) => tally(id, ({ description }) => [description]);
  const rows = (role: DeclaredRole, of: typeof called) =>
    IDS.flatMap((entityId) =>
      of(entityId).map(([text, articles]) =>
        JSON.stringify({ entityId, role, text, articleCount: articles.length, articles }),
      ),
    );
  return {
    known,
    names: IDS.map((id) => {
      const name = tally(id, (one) => [one.name])[0]?.[0] ?? id;
      const others = called(id)
        .map(([text]) => text)
        .filter((text) => text !== name);
      return [name, others.sort(), described(id)[0]?.[0] ?? null];
    }),
    declared: [...rows('NAME', called), ...rows('DESCRIPTION', described)].sort(),
    // A search finds every name, and the description that is shown.
    hits: [...NAMES, ...DESCRIPTIONS].map((text) =>
      IDS.filter((id) => [...called(id), ...described(id).slice(0, 1)].some(([own]) => own === text)),
    ),
  };
}

export function declaredTextsProperties(name: string, open: () => Promise<Store>, numRuns: number): void {
  it(`names and descriptions on ${name} are those of the live articles, now and as of every earlier time`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomStep, { minLength: 1, maxLength: 8 }), async (steps) => {
        const store = await open();
        try {
          const seen = new Map<string, Awaited<ReturnType<typeof readAll>>>();
          for (const step of steps) {
            // A step that the store rejects, such as restoring a live article, changes nothing.
            await store.write((writer) => runStep(writer, step)).catch(() => {});
            const now = await readAll(store);
            const { known, names, ...expected } = await expectedFrom(store);
            expect(now).toMatchObject(expected);
            // An entity stays after the last article that referred to it, under its id.
            for (const [index, id] of IDS.entries())
              if (known.has(id)) expect(now.names[index]).toEqual(names[index]);
              else if (now.names[index] !== null) expect(now.names[index]).toEqual([id, [], null]);
            const { lastWriteAt } = await store.writePosition();
            if (lastWriteAt !== '') seen.set(lastWriteAt, now);
          }
          for (const [timestamp, then] of seen) expect(await readAll(store.asOf(timestamp))).toEqual(then);
        } finally {
          await store.close();
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });
}

async function runStep(writer: Parameters<Parameters<Store['write']>[0]>[0], step: Step): Promise<unknown> {
  if (step.act === 'put') return writer.put(step.articles);
  const target = { articleId: `article:${step.slug}`, analyst: 'ada' };
  if (step.act === 'restore') return writer.restore(target);
  return writer.retract({ ...target, reason: 'wrong', includeDerived: step.includeDerived });
}
