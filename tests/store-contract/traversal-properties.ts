import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reads, Store } from '#ascribe/store/store.js';
import {
  type Graph,
  randomGraph,
  randomTraversalQuery,
  randomWideQuery,
  type TraversalQuery,
  toArticles,
} from './random-graphs.js';
import { runNaiveTraversals, runTraversals } from './run-traversals.js';

/** Graphs that are written in one transaction: a write costs a server more than many reads. */
const BATCH = 10;

/** Properties of traversals in every store, for `count` random graphs. `open` creates an empty store. */
export function traversalProperties(
  name: string,
  open: () => Promise<Store>,
  count: number,
  randomQuery: fc.Arbitrary<TraversalQuery> = randomTraversalQuery,
): void {
  describe(`the traversals of ${name}, in random graphs`, () => {
    it('equal a naive search, in the same order, now and as of an earlier time', async () => {
      const store = await open();
      let graphs = 0;
      let longest = 0;
      const put = (contents: readonly (readonly [name: string, graph: Graph])[]) =>
        store.write((writer) =>
          writer.put(contents.flatMap(([name, graph]) => toArticles(name, { ...graph, size: 8 }))),
        );
      const check = async (reads: Reads, name: string, query: TraversalQuery) => {
        const { statuses, ...found } = await runTraversals(reads, name, query);
        expect(found).toEqual(await runNaiveTraversals(reads, name, query));
        expect(statuses.filter((status) => !query.filter.statuses.includes(status))).toEqual([]);
        longest = Math.max(longest, ...found.paths.paths.map(({ claims }) => claims.length));
      };
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              before: randomGraph,
              after: randomGraph,
              queries: fc.tuple(randomWideQuery, randomQuery, randomQuery),
            }),
            { minLength: BATCH, maxLength: BATCH },
          ),
          async (batch) => {
            const named = batch.map((one, index) => ({ ...one, name: `g${graphs + index}` }));
            graphs += BATCH;
            await put(named.map(({ name, before }) => [name, before]));
            const earlier = store.asOf((await store.writePosition()).lastWriteAt);
            await put(named.map(({ name, after }) => [name, after]));
            for (const { name, queries } of named)
              for (const query of queries)
                for (const reads of [store, earlier]) await check(reads, name, query);
          },
        ),
        { numRuns: Math.ceil(count / BATCH), endOnFailure: true },
      );
      // Ensures that the random graphs contain paths.
      expect(longest).toBeGreaterThan(2);
      await store.close();
    });
  });
}
