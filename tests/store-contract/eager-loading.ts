import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { sequentialEagerReads } from '#ascribe/store/read/eager-loading.js';
import type { ClaimFilter, Direction, PageRequest, Prefetch, Reads, Store } from '#ascribe/store/store.js';
import { article, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = (first: number, after: string | null = null): PageRequest => ({ first, after });

const FRONTS = Array.from({ length: 7 }, (_, n) => `front-${n}`);
const HUB: readonly ClaimSpec[] = FRONTS.map((objectId, n) => ({
  subjectId: 'hub',
  objectId,
  citations: Array.from({ length: 1 + (n % 3) }, (_, words) => ({ quote: `words ${words}` })),
}));
const OTHERS: readonly ClaimSpec[] = [
  { subjectId: 'hub', objectId: 'hub', predicate: 'OPPOSES' },
  { subjectId: 'front-1', objectId: 'hub', predicate: 'OPPOSES', citations: [{ modality: 'ACCUSED' }] },
  { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: null } },
];

/** Records read along are those that would have been read one kind after the other. `open` gives an empty store. */
export function eagerLoadingContract(name: string, open: () => Promise<Store>): void {
  describe(`claims and citations in full, on ${name}`, () => {
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
    const asked: [Direction, ClaimFilter][] = [
      ['BOTH', { statuses: ALL }],
      ['OUT', { statuses: ['REPORTED', 'CONFIRMED'], predicates: ['FUNDS'] }],
      ['IN', { statuses: ['DISPUTED', 'ALLEGED'] }],
    ];
    const everyAlong: Prefetch[] = [
      { endpoints: true, citations: page(1) },
      { endpoints: true, citations: null },
      { endpoints: false, citations: page(50) },
    ];

    const equalToSingleReads = async (reads: Reads) => {
      const oneByOne = sequentialEagerReads(reads);
      for (const [direction, filter] of asked)
        for (const along of everyAlong) {
          const first = [ids, direction, filter, page(4), along] as const;
          const inFull = await reads.claimsWithRelated(...first);
          expect(inFull).toEqual(await oneByOne.claimsWithRelated(...first));
          expect(inFull.pages).toEqual(await reads.claimsOf(ids, direction, filter, page(4)));
          const after = inFull.pages[0]?.cursors.at(-1) ?? null;
          const next = [['hub'], direction, filter, page(4, after), along] as const;
          expect(await reads.claimsWithRelated(...next)).toEqual(await oneByOne.claimsWithRelated(...next));
        }
    };

    it('brings what single reads bring, for each direction, filter and page', async () => {
      await equalToSingleReads(store);
      const everything = { endpoints: true, citations: page(50) };
      const { pages, entities, citations } = await store.claimsWithRelated(
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
    });

    it('brings what they bring of an earlier moment', async () => {
      await equalToSingleReads(store.asOf(before));
      const { articles } = await store
        .asOf(before)
        .citationsWithRelated(
          [(await store.listClaims({ statuses: ALL }, page(1))).items[0]?.id ?? ''],
          page(9),
        );
      expect(articles.filter(({ retractedAt }) => retractedAt !== null)).toEqual([]);
    });

    it('follows the cursors of citations, and knows claims that are not there', async () => {
      const claims = (await store.listClaims({ statuses: ALL }, page(50))).items.map(({ id }) => id);
      const oneByOne = sequentialEagerReads(store);
      const asked = [...claims, `claim:${'0'.repeat(32)}`, claims[0] as string];
      const first = await store.citationsWithRelated(asked, page(2));
      expect(first).toEqual(await oneByOne.citationsWithRelated(asked, page(2)));
      const after = first.pages.find(({ hasNext }) => hasNext)?.cursors.at(-1) ?? '';
      expect(after).not.toBe('');
      const next = await store.citationsWithRelated(asked, page(2, after));
      expect(next).toEqual(await oneByOne.citationsWithRelated(asked, page(2, after)));
      await expect(store.citationsWithRelated(claims, page(1, 'forged'))).rejects.toMatchObject({
        code: 'BAD_CURSOR',
      });
    });

    it('needs statuses', async () => {
      const asked = store.claimsWithRelated(['hub'], 'BOTH', { statuses: [] }, page(1), {
        endpoints: true,
        citations: null,
      });
      await expect(asked).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });
}
