import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimId } from '#ascribe/domain/ids.js';
import { type ClaimStatus, statuses } from '#ascribe/domain/records.js';
import { exportLines } from '#ascribe/export/export-lines.js';
import type { Store } from '#ascribe/store/store.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { article } from '../store-contract/article-builder.js';
import { randomHistory, replayHistory } from './random-history.js';
import { exportToLines, importLines } from './round-trip.js';
import { ALL_STATUSES, readStoreContents } from './store-contents.js';

const runs = Number(process.env.ASCRIBE_FUZZ_RUNS ?? 100);

async function withEmptyStores<T>(use: (open: () => Promise<Store>) => Promise<T>): Promise<T> {
  const opened: Store[] = [];
  try {
    return await use(async () => {
      const store = await openInProcessStore();
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
    const property = fc.asyncProperty(randomHistory, (done) =>
      withEmptyStores(async (open) => {
        const first = await open();
        await replayHistory(first, done);
        const second = await open();
        await importLines(second, await exportToLines(first, ALL_STATUSES));
        expect(await readStoreContents(second)).toEqual(await readStoreContents(first));
      }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  }, 300_000);

  it('of some statuses imports again to their claims as they stood, each with all of its citations', async () => {
    const property = fc.asyncProperty(
      randomHistory,
      fc.subarray([...statuses], { minLength: 1, maxLength: 5 }),
      (done, asked) =>
        withEmptyStores(async (open) => {
          const first = await open();
          await replayHistory(first, done);
          const second = await open();
          await importLines(second, await exportToLines(first, asked));
          expect(await readStoreContents(second)).toEqual(await readStoreContents(first, asked));
        }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  }, 300_000);

  it('holds nothing of a claim of another status: no claim, no citation, no judgement', async () => {
    const seen = new Set<ClaimStatus>();
    const property = fc.asyncProperty(
      randomHistory,
      fc.subarray([...statuses], { minLength: 1 }),
      (done, asked) =>
        withEmptyStores(async (open) => {
          const store = await open();
          await replayHistory(store, done);
          const lines = (await exportToLines(store, asked)).map((line) => JSON.parse(line) as Line);
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
    await withEmptyStores(async (open) => {
      const store = await open();
      await expect(exportToLines(store, [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
      await expect(store.annotations([], 1, null)).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });

  it('is of one moment, whatever is written while it is read', async () => {
    await withEmptyStores(async (open) => {
      const store = await open();
      const slugs = Array.from({ length: 60 }, (_, at) => `article-${String(at).padStart(2, '0')}`);
      const all = slugs.map((slug) => article(slug));
      await store.write((writer) => writer.put(all));
      const before = await exportToLines(store, ALL_STATUSES);
      const during: string[] = [];
      for await (const line of exportLines(store, { statuses: ALL_STATUSES })) {
        during.push(line);
        // What comes last is replaced, retracted and judged, and something is added, after the first lines are out.
        if (during.length !== 2) continue;
        await store.write((writer) => writer.put([article('article-59', { says: [{ predicate: 'ARMS' }] })]));
        await store.write((writer) => writer.put([article('article-99', { source: { reliability: 'A' } })]));
        const retraction = { reason: 'wrong', analyst: 'ada', includeDerived: false };
        await store.write((writer) => writer.retract({ articleId: 'article:article-58', ...retraction }));
      }
      expect(during).toEqual(before);
      expect(await exportToLines(store, ALL_STATUSES)).not.toEqual(before);
    });
  });

  it('over a store that holds articles is refused where it leaves out claims, as it would take them out', async () => {
    await withEmptyStores(async (open) => {
      const store = await open();
      await store.write((writer) => writer.put([article('one')]));
      await expect(importLines(store, await exportToLines(store, ['CONFIRMED']))).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
      const before = await readStoreContents(store);
      await importLines(store, await exportToLines(store, ALL_STATUSES));
      expect(await readStoreContents(store)).toEqual(before);
    });
  });
});
