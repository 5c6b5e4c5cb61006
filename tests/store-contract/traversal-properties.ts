import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import {
  type Graph,
  randomGraph,
  randomTraversalQuery,
  type TraversalQuery,
  toArticles,
} from './random-graphs.js';
import { runNaiveTraversals, runTraversals } from './run-traversals.js';

/** Properties of traversals in every store, for random graphs. `open` creates an empty store. */
export function traversalProperties(
  name: string,
  open: () => Promise<Store>,
  numRuns: number,
  randomQuery: fc.Arbitrary<TraversalQuery> = randomTraversalQuery,
): void {
  describe(`the traversals of ${name}, in random graphs`, () => {
    it('equal a naive search, in the same order, now and as of an earlier time', async () => {
      const store = await open();
      let graphs = 0;
      let longest = 0;
      await fc.assert(
        fc.asyncProperty(
          randomGraph,
          randomGraph,
          fc.array(randomQuery, { minLength: 2, maxLength: 3 }),
          async (before, after, queries) => {
            graphs += 1;
            const graph = `g${graphs}`;
            const put = (content: Graph) =>
              store.write((writer) => writer.put(toArticles(graph, { ...content, size: 8 })));
            await put(before);
            const earlier = store.asOf((await store.writePosition()).lastWriteAt);
            await put(after);
            for (const query of queries)
              for (const reads of [store, earlier]) {
                const { statuses, ...found } = await runTraversals(reads, graph, query);
                expect(found).toEqual(await runNaiveTraversals(reads, graph, query));
                expect(statuses.filter((status) => !query.filter.statuses.includes(status))).toEqual([]);
                longest = Math.max(longest, ...found.paths.paths.map(({ claims }) => claims.length));
              }
          },
        ),
        { numRuns, endOnFailure: true },
      );
      // Ensures that the random graphs contain paths.
      expect(longest).toBeGreaterThan(2);
      await store.close();
    }, 300_000);
  });
}
