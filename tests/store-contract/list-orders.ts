import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameKey } from '#ascribe/domain/declared-texts.js';
import { earliestSortKey } from '#ascribe/domain/edtf.js';
import type { EntityKind } from '#ascribe/domain/ontology.js';
import { compareCodePoints, compareText } from '#ascribe/domain/order.js';
import {
  type AnnotatedArticle,
  type Claim,
  type ClaimStatus,
  type Reliability,
  reliabilities,
  statuses,
} from '#ascribe/domain/records.js';
import { knownTimeSpan } from '#ascribe/domain/time-span.js';
import { readAllPages } from '#ascribe/store/read/read-all-pages.js';
import type {
  ArticleOrder,
  ClaimFilter,
  EntityFilter,
  EntityOrder,
  ListOrder,
  ListType,
  ListTypes,
  PageRequest,
  Reads,
  SourceOrder,
  Store,
} from '#ascribe/store/store.js';
import { sampleOf } from '../sample-of.js';
import { article, articleOf, type ClaimSpec, entity } from './article-builder.js';
import { CITATIONS_BY_STATUS, randomValidity } from './random-graphs.js';

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);

/** All items of a list, page by page. */
async function listAll<T extends ListType>(
  reads: Reads,
  list: T,
  filter: ListTypes[T]['filter'],
  orderBy?: ListOrder,
  pageSize = 100,
): Promise<ListTypes[T]['record'][]> {
  const items: ListTypes[T]['record'][] = [];
  const read = (page: PageRequest) => reads.list(list, filter, { ...page, ...(orderBy && { orderBy }) });
  for await (const page of readAllPages(read, pageSize)) items.push(...page.items);
  return items;
}

/** Tests of the orders of entities, articles and sources, for every store. `open` creates an empty store. */
export function listOrdersContract(name: string, open: () => Promise<Store>): void {
  describe(`the orders of lists on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const idsOf = async (list: 'entities' | 'articles' | 'sources', filter: EntityFilter, order: ListOrder) =>
      (await listAll(store, list, filter as never, order, 2)).map(({ id }) => id);

    it('sorts names without case, accents, punctuation and a leading The', async () => {
      const names = [
        'Zeta',
        'the Östliche Front',
        'al-Shabaab',
        'Alpha',
        'ÉLAN',
        '«»',
        'Ärger',
        '𞤀𞤣',
        'бюро',
        'alpha',
      ];
      await put(
        articleOf(
          'names',
          names.map((one, n) => entity(`e${n}`, 'ORGANIZATION', { name: one })),
          names.map((_, n) => ({
            subject: `e${n}`,
            predicate: 'ALLIED_WITH',
            object: `e${n === 0 ? 1 : 0}`,
          })),
        ),
      );
      const sorted = await listAll(store, 'entities', {}, 'NAME', 3);
      expect(sorted.map((one) => one.name)).toEqual([
        'al-Shabaab',
        'Alpha',
        'alpha',
        'Ärger',
        'ÉLAN',
        'the Östliche Front',
        'Zeta',
        '«»',
        'бюро',
        '𞤀𞤣',
      ]);
    });

    it('sorts a name that is as long as names can be', async () => {
      const long = '\ufdfa'.repeat(500);
      await put(
        article('long', {
          entities: [
            entity('arland', 'STATE', { name: long }),
            entity('river-front', 'ARMED_GROUP', { name: `${long}!` }),
          ],
          source: { name: long },
        }),
      );
      expect(await idsOf('entities', {}, 'NAME')).toEqual(['arland', 'river-front']);
      expect(await idsOf('sources', {}, 'NAME')).toEqual(['source:long']);
    });

    it('counts and dates entities by the claims of the filter only', async () => {
      const says = (subject: string, edtf: string, modality: 'ADJUDICATED' | 'ACCUSED') => ({
        subject,
        predicate: 'DATED' as const,
        value: { type: 'DATE' as const, edtf },
        modality,
      });
      await put(
        articleOf(
          'raids',
          [entity('raid-a', 'ATTACK'), entity('raid-b', 'ATTACK'), entity('raid-c', 'ATTACK')],
          [
            says('raid-a', '2030', 'ADJUDICATED'),
            says('raid-a', '2001', 'ACCUSED'),
            says('raid-a', '2040', 'ACCUSED'),
            says('raid-b', '2020/2021', 'ADJUDICATED'),
            says('raid-c', '1999', 'ACCUSED'),
          ],
        ),
      );
      const ranked = (rankedBy: ClaimFilter, order: EntityOrder) => idsOf('entities', { rankedBy }, order);
      const confirmed: ClaimFilter = { statuses: ['CONFIRMED'] };
      const all: ClaimFilter = { statuses };
      expect(await ranked(confirmed, 'OLDEST')).toEqual(['raid-b', 'raid-a', 'raid-c']);
      expect(await ranked(confirmed, 'NEWEST')).toEqual(['raid-a', 'raid-b', 'raid-c']);
      expect(await ranked(confirmed, 'MOST_CLAIMS')).toEqual(['raid-a', 'raid-b', 'raid-c']);
      expect(await ranked(all, 'OLDEST')).toEqual(['raid-c', 'raid-a', 'raid-b']);
      expect(await ranked(all, 'NEWEST')).toEqual(['raid-b', 'raid-a', 'raid-c']);
      expect(await ranked({ ...all, during: '2021' }, 'OLDEST')).toEqual(['raid-b', 'raid-a', 'raid-c']);
      expect(await ranked({ ...all, during: '2021' }, 'MOST_CLAIMS')).toEqual(['raid-b', 'raid-a', 'raid-c']);
      await expect(ranked({ statuses: [] }, 'MOST_CLAIMS')).rejects.toThrow('"statuses" is empty');
    });

    it('rejects a cursor of another order, and an order of another list', async () => {
      await put(article('one'), article('two'));
      const orders = [undefined, 'NAME', 'RELIABILITY', 'MOST_ARTICLES'] as const;
      const first = (orderBy?: SourceOrder, after: string | null = null) =>
        store.list('sources', {}, { first: 1, after, ...(orderBy && { orderBy }) });
      for (const [at, order] of orders.entries()) {
        const [cursor = null] = (await first(order)).cursors;
        expect((await first(order, cursor)).items).toMatchObject([{ id: 'source:two' }]);
        for (const other of orders.filter((_, index) => index !== at))
          await expect(first(other, cursor)).rejects.toThrow('is a cursor of this list with another orderBy');
      }
      await expect(
        store.list('sources', {}, { first: 1, after: null, orderBy: 'STRONGEST' }),
      ).rejects.toThrow('the list sources has no order STRONGEST');
    });
  });
}

const KINDS: readonly EntityKind[] = [
  'ATTACK',
  'EVENT',
  'STATE',
  'ARMED_GROUP',
  'ATTACK',
  'EVENT',
  'STATE',
  'ATTACK',
];
const idOf = (n: number) => `e${n}`;
const NAMES = ['Gamma', 'gamma', 'The Gamma', 'Älpha', 'alpha 2', '«»', 'бета', 'بيتا', '𞤀𞤣'];
const DATES = [
  '2031-04',
  '2031-04-11',
  '2031-04-12',
  '2031',
  '2030/2032',
  '2031-04~',
  '-0043',
  '../2020',
  '2025/..',
  'Y12031',
];
const PUBLISHED = [null, '2031', '2031-04', '2031-04-12', '1999', '-0043', '2031-04~', null];

const randomClaim: fc.Arbitrary<ClaimSpec & { readonly key: string }> = fc
  .record({
    subject: fc.nat({ max: KINDS.length - 1 }),
    object: fc.nat({ max: KINDS.length - 1 }),
    date: fc.option(pick(DATES), { freq: 2 }),
    status: pick(statuses),
    held: randomValidity,
  })
  .map(({ subject, object, date, status, held }) => {
    const what =
      date === null
        ? { predicate: 'OPPOSES' as const, objectId: idOf(object) }
        : { predicate: 'DATED' as const, objectId: null, value: { type: 'DATE' as const, edtf: date } };
    return {
      subjectId: idOf(subject),
      ...what,
      citations: CITATIONS_BY_STATUS[status].map((one, n) => ({ quote: `words ${n}`, ...held, ...one })),
      key: `${subject} ${date ?? object}`,
    };
  });

const SLUGS = ['one', 'two', 'three', 'four', 'five'];
const SOURCES = ['daily', 'wire', 'court'];
const randomArticle: fc.Arbitrary<AnnotatedArticle> = fc
  .record({
    slug: pick(SLUGS),
    source: pick(SOURCES),
    sourceName: pick(NAMES),
    reliability: pick<Reliability>(reliabilities),
    publishedAt: pick(PUBLISHED),
    retracted: pick([false, false, false, true]),
    names: fc.array(pick(NAMES), { minLength: KINDS.length, maxLength: KINDS.length }),
    says: fc.uniqueArray(randomClaim, { maxLength: 10, selector: ({ key }) => key }),
  })
  .map(({ slug, source, sourceName, reliability, publishedAt, retracted, names, says }) =>
    article(slug, {
      article: {
        sourceId: `source:${source}`,
        publishedAt,
        retractedAt: retracted ? '2031-05-01T00:00:00Z' : null,
      },
      source: { id: `source:${source}`, name: sourceName, reliability },
      entities: KINDS.map((kind, n) => entity(idOf(n), kind, { name: names[n] as string })),
      says: says.map(({ key: _, ...claim }) => claim),
    }),
  );
const randomArticles = fc.uniqueArray(randomArticle, {
  minLength: 1,
  maxLength: SLUGS.length,
  selector: ({ article: { id } }) => id,
});

/** What a server plans anew: the kinds and the window. The values of the other conditions do not matter to it. */
type QuestionShape = Pick<Question, 'kinds' | 'during'>;

const SHAPES: readonly QuestionShape[] = [null, ['ATTACK'] as const, ['ATTACK', 'STATE'] as const].flatMap(
  (kinds) => [null, null, '2031-04', '2020'].map((during) => ({ kinds, during })),
);

const questionWith = (shape: fc.Arbitrary<QuestionShape>): fc.Arbitrary<Question> =>
  fc
    .record({
      shape,
      statuses: fc.subarray([...statuses], { minLength: 1 }),
      sourceIds: pick<readonly string[] | null>([null, ['source:daily', 'source:court']]),
      pageSize: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ shape, ...rest }) => ({ ...shape, ...rest }));

/** Two questions of any shapes. */
const randomQuestions = fc.tuple(questionWith(pick(SHAPES)), questionWith(pick(SHAPES)));

/** Two questions: one about all entities at all times, and one of this many shapes, which change from run to run. */
export const plannedQuestions = (otherShapes: number): typeof randomQuestions =>
  fc.tuple(
    questionWith(fc.constant({ kinds: null, during: null })),
    questionWith(
      pick(
        sampleOf(
          SHAPES.filter(({ kinds, during }) => kinds !== null || during !== null),
          otherShapes,
        ),
      ),
    ),
  );

/** Properties of the orders, in every store: all pages together are the sorted list, in any window, now and as of an earlier time. */
export function listOrdersProperties(
  name: string,
  open: () => Promise<Store>,
  numRuns: number,
  randomPair = randomQuestions,
): void {
  it(`the pages of each order on ${name} are those of the whole list sorted naively`, async () => {
    const seen = { dated: 0, undated: 0, tied: 0, renamed: 0 };
    const property = fc.asyncProperty(
      randomArticles,
      randomArticles,
      randomPair,
      async (before, after, questions) => {
        const store = await open();
        try {
          await store.write((writer) => writer.put(before, { replace: true }));
          const { lastWriteAt } = await store.writePosition();
          await store.write((writer) => writer.put(after, { replace: true }));
          for (const reads of [store, store.asOf(lastWriteAt)])
            for (const one of questions) await checkOrders(reads, one, seen);
        } finally {
          await store.close();
        }
      },
    );
    await fc.assert(property, { numRuns, endOnFailure: true });
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(numRuns / 4);
  }, 900_000);
}

interface Question {
  readonly kinds: readonly EntityKind[] | null;
  readonly statuses: readonly ClaimStatus[];
  readonly during: string | null;
  readonly sourceIds: readonly string[] | null;
  readonly pageSize: number;
}

async function checkOrders(
  reads: Reads,
  { kinds, statuses: asked, during, sourceIds, pageSize }: Question,
  seen: Record<'dated' | 'undated' | 'tied' | 'renamed', number>,
): Promise<void> {
  const rankedBy: ClaimFilter = { statuses: asked, ...(during !== null && { during }) };
  const claims = await listAll(reads, 'claims', rankedBy);
  const dates = new Map(KINDS.map((_, n) => [idOf(n), firstDate(claims, idOf(n))]));
  const claimCount = (id: string) =>
    claims.filter(({ subjectId, objectId }) => subjectId === id || objectId === id).length;
  const filter: EntityFilter = {
    ...(kinds !== null && { kinds }),
    ...(kinds === null && { having: [{ end: 'EITHER', filter: { statuses } }] }),
    rankedBy,
  };
  type Named = { readonly id: string; readonly name: string };
  const byId = (a: Named, b: Named) => compareText(a.id, b.id);
  const byName = (a: Named, b: Named) => compareCodePoints(nameKey(a.name), nameKey(b.name)) || byId(a, b);
  const byDate = (a: Named, b: Named, undated: string) =>
    compareText(dates.get(a.id) ?? undated, dates.get(b.id) ?? undated) || byId(a, b);
  const entityOrders: Readonly<Record<EntityOrder, (a: Named, b: Named) => number>> = {
    ID: byId,
    NAME: byName,
    MOST_CLAIMS: (a, b) => claimCount(b.id) - claimCount(a.id) || byId(a, b),
    OLDEST: (a, b) => byDate(a, b, '~'),
    NEWEST: (a, b) => byDate(b, a, ''),
  };
  const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
  const entities = await listAll(reads, 'entities', filter);
  for (const [order, compare] of Object.entries(entityOrders))
    expect(ids(await listAll(reads, 'entities', filter, order as EntityOrder, pageSize)), order).toEqual(
      ids(entities.toSorted(compare)),
    );

  const all = await listAll(reads, 'articles', {});
  const articleFilter = sourceIds === null ? {} : { sourceIds };
  const articles = all.filter(({ sourceId }) => sourceIds?.includes(sourceId) ?? true);
  const articleOrders: Readonly<Record<ArticleOrder, typeof articles>> = {
    OLDEST: articles.toSorted(
      (a, b) =>
        compareText(earliestSortKey(a.publishedAt) || '~', earliestSortKey(b.publishedAt) || '~') ||
        compareText(a.id, b.id),
    ),
    NEWEST: articles.toSorted(
      (a, b) =>
        compareText(earliestSortKey(b.publishedAt), earliestSortKey(a.publishedAt)) ||
        compareText(a.id, b.id),
    ),
  };
  for (const [order, expected] of Object.entries(articleOrders))
    expect(
      ids(await listAll(reads, 'articles', articleFilter, order as ArticleOrder, pageSize)),
      order,
    ).toEqual(ids(expected));

  const sources = await listAll(reads, 'sources', {});
  const articleCount = (id: string) => all.filter(({ sourceId }) => sourceId === id).length;
  const sourceOrders: Readonly<Record<SourceOrder, typeof sources>> = {
    ID: sources.toSorted(byId),
    NAME: sources.toSorted(byName),
    RELIABILITY: sources.toSorted((a, b) => compareText(a.reliability, b.reliability) || byId(a, b)),
    MOST_ARTICLES: sources.toSorted((a, b) => articleCount(b.id) - articleCount(a.id) || byId(a, b)),
  };
  for (const [order, expected] of Object.entries(sourceOrders))
    expect(ids(await listAll(reads, 'sources', {}, order as SourceOrder, pageSize)), order).toEqual(
      ids(expected),
    );

  const ranks = entities.map(({ id }) => claimCount(id));
  seen.dated += entities.filter(({ id }) => dates.get(id) !== null).length;
  seen.undated += entities.filter(({ id }) => dates.get(id) === null).length;
  seen.tied += ranks.length - new Set(ranks).size;
  seen.renamed += ids(entities).join() === ids(entities.toSorted(byName)).join() ? 0 : 1;
}

/** The earliest known start of the dates of an entity; null if it has none. */
function firstDate(claims: readonly Claim[], id: string): string | null {
  const starts = claims.flatMap(({ subjectId, predicate, value }) =>
    subjectId === id && predicate === 'DATED' && value?.type === 'DATE'
      ? [knownTimeSpan(value.edtf).start]
      : [],
  );
  return starts.filter((start) => start !== '').sort(compareText)[0] ?? null;
}
