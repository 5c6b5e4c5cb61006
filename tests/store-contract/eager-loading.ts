import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type {
  CitationPages,
  CitationPrefetch,
  ClaimFilter,
  ClaimPages,
  ClaimPrefetch,
  Direction,
  PageRequest,
  Reads,
  Store,
} from '#ascribe/store/store.js';
import { article, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = (first: number, after: string | null = null): PageRequest => ({ first, after });
const WITH_ALL: CitationPrefetch = { articles: true, speakers: true };
const PREFETCHES: readonly CitationPrefetch[] = [
  WITH_ALL,
  { articles: true, speakers: false },
  { articles: false, speakers: true },
  { articles: false, speakers: false },
];

const FRONTS = Array.from({ length: 7 }, (_, n) => `front-${n}`);
const HUB: readonly ClaimSpec[] = FRONTS.map((objectId, n) => ({
  subjectId: 'hub',
  objectId,
  citations: Array.from({ length: 1 + (n % 3) }, (_, words) => ({
    quote: `words ${words}`,
    ...(n === 3 && { assertedBy: ['front-3', 'front-1'] }),
  })),
}));
const OTHERS: readonly ClaimSpec[] = [
  { subjectId: 'hub', objectId: 'hub', predicate: 'OPPOSES' },
  { subjectId: 'front-1', objectId: 'hub', predicate: 'OPPOSES', citations: [{ modality: 'ACCUSED' }] },
  { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: null } },
];

/** Reads the same records with one read for each kind. */
async function claimsInSteps(
  reads: Reads,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
  request: PageRequest,
  prefetch: ClaimPrefetch,
): Promise<ClaimPages> {
  const { pages } = await reads.claimsOf(entityIds, direction, filter, request);
  const claims = pages.flatMap(({ items }) => items);
  const ends = sortedUnique(claims.flatMap(({ subjectId, objectId }) => [subjectId, objectId ?? '']));
  const claimIds = claims.map(({ id }) => id);
  return {
    pages,
    entities: prefetch.endpoints ? existing(await reads.get('entities', ends)) : [],
    citations:
      prefetch.citations === null
        ? null
        : await citationsInSteps(reads, claimIds, prefetch.citations.page, prefetch.citations),
  };
}

async function citationsInSteps(
  reads: Reads,
  claimIds: readonly string[],
  request: PageRequest,
  prefetch: CitationPrefetch,
): Promise<CitationPages> {
  const { pages } = await reads.citationsOf(claimIds, request);
  const citations = pages.flatMap(({ items }) => items);
  const read = async <T extends 'articles' | 'sources' | 'entities'>(type: T, ids: readonly string[]) =>
    existing(await reads.get(type, sortedUnique(ids)));
  const articles = prefetch.articles
    ? await read(
        'articles',
        citations.map(({ articleId }) => articleId),
      )
    : [];
  return {
    pages,
    articles,
    sources: await read(
      'sources',
      articles.map(({ sourceId }) => sourceId),
    ),
    speakers: prefetch.speakers
      ? await read(
          'entities',
          citations.flatMap(({ assertedBy }) => assertedBy),
        )
      : [],
  };
}

const sortedUnique = (ids: readonly string[]) => [...new Set(ids)].sort();
const existing = <T>(records: readonly (T | null)[]) => records.filter((record) => record !== null);

/** Prefetched records equal those of separate reads, in every store. `open` creates an empty store. */
export function eagerLoadingContract(name: string, open: () => Promise<Store>): void {
  describe(`prefetching related records on ${name}`, () => {
    let store: Store;
    let before: string;
    beforeEach(async () => {
      store = await open();
      const entities = [...['hub', ...FRONTS].map((id) => entity(id)), entity('blast', 'ATTACK')];
      const sharing = { source: { id: 'source:one', name: 'Source of one' } };
      await store.write((writer) =>
        writer.put([
          article('one', { entities, says: [...HUB, ...OTHERS] }),
          article('two', { entities, says: HUB.slice(2), ...sharing }),
        ]),
      );
      before = (await store.writePosition()).lastWriteAt;
      await store.write(async (writer) => {
        await writer.put([article('three', { entities, says: HUB.slice(4) })]);
        await writer.retract({
          articleId: 'article:two',
          reason: 'made up',
          analyst: 'ada',
          includeDerived: null,
        });
      });
    });
    afterEach(() => store.close());

    const ids = ['hub', 'front-1', 'blast', 'nobody', 'front-6', 'hub'];
    const queries: [Direction, ClaimFilter][] = [
      ['BOTH', { statuses: ALL }],
      ['OUT', { statuses: ['REPORTED', 'CONFIRMED'], predicates: ['FUNDS'] }],
      ['IN', { statuses: ['DISPUTED', 'ALLEGED'] }],
    ];
    const prefetches: ClaimPrefetch[] = [
      { endpoints: true, citations: null },
      ...PREFETCHES.flatMap((related) => [
        { endpoints: true, citations: { page: page(1), ...related } },
        { endpoints: false, citations: { page: page(50), ...related } },
      ]),
    ];

    const equalToSingleReads = async (reads: Reads) => {
      for (const [direction, filter] of queries)
        for (const prefetch of prefetches) {
          const first = [ids, direction, filter, page(4), prefetch] as const;
          const found = await reads.claimsOf(...first);
          expect(found).toEqual(await claimsInSteps(reads, ...first));
          const { pages } = await reads.claimsOf(ids, direction, filter, page(4));
          expect(found.pages).toEqual(pages);
          const after = found.pages[0]?.cursors.at(-1) ?? null;
          const next = [['hub'], direction, filter, page(4, after), prefetch] as const;
          expect(await reads.claimsOf(...next)).toEqual(await claimsInSteps(reads, ...next));
        }
    };

    it('returns the same as single reads, for each direction, filter and page', async () => {
      await equalToSingleReads(store);
      const everything = { endpoints: true, citations: { page: page(50), ...WITH_ALL } };
      const { pages, entities, citations } = await store.claimsOf(
        ['hub'],
        'BOTH',
        { statuses: ALL },
        page(50),
        everything,
      );
      expect(pages[0]?.items).toHaveLength(9);
      expect(entities.map(({ id }) => id)).toEqual([...FRONTS, 'hub']);
      expect(citations?.pages.map(({ items }) => items.length).sort()).toEqual([1, 1, 1, 2, 2, 3, 6, 6, 9]);
      expect(citations?.articles.map(({ id }) => id)).toEqual([
        'article:one',
        'article:three',
        'article:two',
      ]);
      expect(citations?.sources.map(({ id }) => id)).toEqual(['source:one', 'source:three']);
      expect(citations?.speakers.map(({ id }) => id)).toEqual(['front-1', 'front-3']);
    });

    it('returns the same as of an earlier time', async () => {
      await equalToSingleReads(store.asOf(before));
      const { articles } = await store
        .asOf(before)
        .citationsOf(
          [(await store.list('claims', { statuses: ALL }, page(1))).items[0]?.id ?? ''],
          page(9),
          WITH_ALL,
        );
      expect(articles.filter(({ retractedAt }) => retractedAt !== null)).toEqual([]);
    });

    it('brings the entities whose claims are read, also those without claims', async () => {
      const filter: ClaimFilter = { statuses: ['REPORTED', 'DISPUTED'] };
      for (const reads of [store, store.asOf(before)])
        for (const endpoints of [true, false]) {
          const request = [ids, 'IN', filter, page(2)] as const;
          const prefetch = { endpoints, citations: null };
          const found = await reads.claimsOf(...request, { ...prefetch, owners: true });
          const { pages, entities } = await claimsInSteps(reads, ...request, prefetch);
          expect(found.pages).toEqual(pages);
          const all = sortedUnique([...ids, ...entities.map(({ id }) => id)]);
          expect(found.entities).toEqual(existing(await reads.get('entities', all)));
        }
    });

    it('follows the cursors of citations; unknown claims have none', async () => {
      const claims = (await store.list('claims', { statuses: ALL }, page(50))).items.map(({ id }) => id);
      const claimIds = [...claims, `claim:${'0'.repeat(32)}`, claims[0] as string];
      for (const prefetch of PREFETCHES) {
        const first = await store.citationsOf(claimIds, page(2), prefetch);
        expect(first).toEqual(await citationsInSteps(store, claimIds, page(2), prefetch));
        const after = first.pages.find(({ hasNext }) => hasNext)?.cursors.at(-1) ?? '';
        expect(after).not.toBe('');
        const next = await store.citationsOf(claimIds, page(2, after), prefetch);
        expect(next).toEqual(await citationsInSteps(store, claimIds, page(2, after), prefetch));
        await expect(store.citationsOf(claims, page(1, 'forged'), prefetch)).rejects.toMatchObject({
          code: 'BAD_CURSOR',
        });
      }
    });

    it('rejects an empty list of statuses', async () => {
      const read = store.claimsOf(['hub'], 'BOTH', { statuses: [] }, page(1), {
        endpoints: true,
        citations: null,
      });
      await expect(read).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });
}
