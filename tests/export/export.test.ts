import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimId } from '#ascribe/domain/ids.js';
import { type ClaimStatus, statuses } from '#ascribe/domain/records.js';
import { exportLines } from '#ascribe/export/export-lines.js';
import type { Store } from '#ascribe/store/store.js';
import { openInProcess } from '../sqlite/in-process.js';
import { article } from '../store-contract/articles.js';
import { randomWork, work } from './random-store.js';
import { exported, imported } from './round-trip.js';
import { ALL, standing } from './standing.js';

const runs = Number(process.env.ASCRIBE_FUZZ_RUNS ?? 100);

async function inEmptyStores<T>(use: (open: () => Promise<Store>) => Promise<T>): Promise<T> {
  const opened: Store[] = [];
  try {
    return await use(async () => {
      const store = await openInProcess();
      opened.push(store);
      return store;
    });
  } finally {
    for (const store of opened) await store.close();
  }
}

interface Line {
  readonly article?: object;
  readonly claims?: readonly {
    readonly subject: string;
    readonly predicate: 'FUNDS';
    readonly object: string;
    readonly citations: readonly object[];
    readonly assessments?: readonly object[];
  }[];
}

describe('an export', () => {
  it('of all statuses imports again to an equal store, whatever was done to the first', async () => {
    const property = fc.asyncProperty(randomWork, (done) =>
      inEmptyStores(async (open) => {
        const first = await open();
        await work(first, done);
        const second = await open();
        await imported(second, await exported(first, ALL));
        expect(await standing(second)).toEqual(await standing(first));
      }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  }, 300_000);

  it('of some statuses imports again to their claims as they stood, each with all of its citations', async () => {
    const property = fc.asyncProperty(
      randomWork,
      fc.subarray([...statuses], { minLength: 1, maxLength: 5 }),
      (done, asked) =>
        inEmptyStores(async (open) => {
          const first = await open();
          await work(first, done);
          const second = await open();
          await imported(second, await exported(first, asked));
          expect(await standing(second)).toEqual(await standing(first, asked));
        }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  }, 300_000);

  it('holds nothing of a claim of another status: no claim, no citation, no judgement', async () => {
    const seen = new Set<ClaimStatus>();
    const property = fc.asyncProperty(
      randomWork,
      fc.subarray([...statuses], { minLength: 1 }),
      (done, asked) =>
        inEmptyStores(async (open) => {
          const store = await open();
          await work(store, done);
          const lines = (await exported(store, asked)).map((line) => JSON.parse(line) as Line);
          const told = lines.flatMap(({ claims = [] }) => claims);
          const ids = told.map(({ subject, predicate, object }) =>
            claimId({ subjectId: subject, predicate, objectId: object, value: null }),
          );
          const { items } = await store.listClaims({ statuses: asked }, { first: 1000, after: null });
          for (const { status } of items) seen.add(status);
          expect(new Set(ids)).toEqual(new Set(items.map(({ id }) => id)));
          const counts = await store.countCitationsOf(items.map(({ id }) => id));
          expect(told.flatMap(({ citations }) => citations)).toHaveLength(
            counts.reduce((sum, count) => sum + count, 0),
          );
          // Nothing but articles tells of claims.
          const others = lines.filter(({ article }) => article === undefined);
          expect(new Set(others.flatMap((line) => Object.keys(line)))).toEqual(
            new Set(['ascribe', 'export', 'entity', 'source', 'end', ...(done.strict ? ['policy'] : [])]),
          );
        }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
    expect(seen.size).toBeGreaterThan(4);
  }, 300_000);

  it('is refused without a status', async () => {
    await inEmptyStores(async (open) => {
      const store = await open();
      await expect(exported(store, [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
      await expect(store.annotations([], 1, null)).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });

  it('is of one moment, whatever is written while it is read', async () => {
    await inEmptyStores(async (open) => {
      const store = await open();
      const slugs = Array.from({ length: 60 }, (_, at) => `article-${String(at).padStart(2, '0')}`);
      const all = slugs.map((slug) => article(slug));
      await store.write((writer) => writer.put(all));
      const before = await exported(store, ALL);
      const during: string[] = [];
      for await (const line of exportLines(store, { statuses: ALL })) {
        during.push(line);
        // What comes last is replaced, retracted and judged, and something is added, after the first lines are out.
        if (during.length !== 2) continue;
        await store.write((writer) => writer.put([article('article-59', { says: [{ predicate: 'ARMS' }] })]));
        await store.write((writer) => writer.put([article('article-99', { source: { reliability: 'A' } })]));
        const retraction = { reason: 'wrong', analyst: 'ada', includeDerived: false };
        await store.write((writer) => writer.retract({ articleId: 'article:article-58', ...retraction }));
      }
      expect(during).toEqual(before);
      expect(await exported(store, ALL)).not.toEqual(before);
    });
  });

  it('over a store that holds articles is refused where it leaves out claims, as it would take them out', async () => {
    await inEmptyStores(async (open) => {
      const store = await open();
      await store.write((writer) => writer.put([article('one')]));
      await expect(imported(store, await exported(store, ['CONFIRMED']))).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
      const before = await standing(store);
      await imported(store, await exported(store, ALL));
      expect(await standing(store)).toEqual(before);
    });
  });
});
