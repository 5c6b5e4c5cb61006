import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimId } from '#ascribe/domain/ids.js';
import { type ClaimStatus, statuses } from '#ascribe/domain/records.js';
import { exportLines } from '#ascribe/export/export-lines.js';
import type { Store } from '#ascribe/store/store.js';
import { rounds } from '../rounds.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { article } from '../store-contract/article-builder.js';
import { HISTORY_EXAMPLES, randomHistory, replayHistory } from './random-history.js';
import { exportToLines, importLines } from './round-trip.js';
import { ALL_STATUSES, readStoreContents } from './store-contents.js';

const runs = rounds(40);

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
  it('of all statuses imports into an equal store, after any history', async () => {
    const property = fc.asyncProperty(randomHistory, (history) =>
      withEmptyStores(async (open) => {
        const first = await open();
        await replayHistory(first, history);
        const second = await open();
        await importLines(second, await exportToLines(first, ALL_STATUSES));
        expect(await readStoreContents(second)).toEqual(await readStoreContents(first));
      }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  });

  it('of some statuses imports into a store with the same claims and all their citations', async () => {
    const property = fc.asyncProperty(
      randomHistory,
      fc.subarray([...statuses], { minLength: 1, maxLength: 5 }),
      (history, requested) =>
        withEmptyStores(async (open) => {
          const first = await open();
          await replayHistory(first, history);
          const second = await open();
          await importLines(second, await exportToLines(first, requested));
          expect(await readStoreContents(second)).toEqual(await readStoreContents(first, requested));
        }),
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  });

  it('contains no claim, citation or assessment of other statuses', async () => {
    const seen = new Set<ClaimStatus>();
    const property = fc.asyncProperty(
      randomHistory,
      fc.subarray([...statuses], { minLength: 1 }),
      (history, requested) =>
        withEmptyStores(async (open) => {
          const store = await open();
          await replayHistory(store, history);
          const lines = (await exportToLines(store, requested)).map((line) => JSON.parse(line) as Line);
          const claims = lines.flatMap((line) => line.claims ?? []);
          const ids = claims.map(({ subject, predicate, object }) =>
            claimId({ subjectId: subject, predicate, objectId: object, value: null }),
          );
          const { items } = await store.list('claims', { statuses: requested }, { first: 1000, after: null });
          for (const { status } of items) seen.add(status);
          expect(new Set(ids)).toEqual(new Set(items.map(({ id }) => id)));
          const counts = await store.countCitationsOf(items.map(({ id }) => id));
          expect(claims.flatMap(({ citations }) => citations)).toHaveLength(
            counts.reduce((sum, count) => sum + count, 0),
          );
          // Only articles contain claims.
          const others = lines.filter(({ article }) => article === undefined);
          expect(new Set(others.flatMap((line) => Object.keys(line)))).toEqual(
            new Set(['ascribe', 'export', 'entity', 'source', 'end', ...(history.strict ? ['policy'] : [])]),
          );
        }),
    );
    const examples = HISTORY_EXAMPLES.map((history): [typeof history, typeof statuses] => [
      history,
      statuses,
    ]);
    await fc.assert(property, { numRuns: runs, examples, endOnFailure: true });
    expect(seen.size).toBeGreaterThan(4);
  });

  it('is rejected without a status', async () => {
    await withEmptyStores(async (open) => {
      const store = await open();
      await expect(exportToLines(store, [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
      await expect(store.annotations([], 1, null)).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });

  it('is a snapshot, even if the store changes while it is read', async () => {
    await withEmptyStores(async (open) => {
      const store = await open();
      const slugs = Array.from({ length: 60 }, (_, at) => `article-${String(at).padStart(2, '0')}`);
      const all = slugs.map((slug) => article(slug));
      await store.write((writer) => writer.put(all));
      const before = await exportToLines(store, ALL_STATUSES);
      const during: string[] = [];
      for await (const line of exportLines(store, { statuses: ALL_STATUSES })) {
        during.push(line);
        // After the first lines, replace, add and retract articles that come last in the export.
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

  it('of some statuses is rejected by a store with articles, because it would remove their other claims', async () => {
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

  it('of some statuses is rejected by a store with articles also if its first line is damaged or missing', async () => {
    await withEmptyStores(async (open) => {
      const store = await open();
      await store.write((writer) => writer.put([article('one')]));
      const before = await readStoreContents(store);
      const [header = '', ...rest] = await exportToLines(store, ['CONFIRMED']);
      const damaged = [header.slice(0, -3), header.replace('CONFIRMED', 'CONFIRMET'), `x${header.slice(1)}`];
      for (const first of damaged)
        await expect(importLines(store, [first, ...rest])).rejects.toThrow(/its checksum is|omits claims/);
      const unchecked = rest.map((line) => line.replace(/,"crc32":"\w+"/, ''));
      for (const lines of [...damaged.map((first) => [first, ...unchecked]), rest])
        await expect(importLines(store, lines)).rejects.toMatchObject({ code: 'BAD_INPUT' });
      expect(await readStoreContents(store)).toEqual(before);
    });
  });
});
