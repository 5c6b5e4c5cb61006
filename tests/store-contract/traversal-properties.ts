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

/** What must hold of every graph, in every store. `open` gives an empty one. */
export function traversalProperties(
  name: string,
  open: () => Promise<Store>,
  numRuns: number,
  question: fc.Arbitrary<TraversalQuery> = randomTraversalQuery,
): void {
  describe(`the traversals of ${name}, in any graph`, () => {
    it('equal a naive search, in the same order, now and as of an earlier time', async () => {
      const store = await open();
      let graphs = 0;
      let longest = 0;
      await fc.assert(
        fc.asyncProperty(
          randomGraph,
          randomGraph,
          fc.array(question, { minLength: 2, maxLength: 3 }),
          async (before, after, questions) => {
            graphs += 1;
            const graph = `g${graphs}`;
            const put = (drawn: Graph) =>
              store.write((writer) => writer.put(toArticles(graph, { ...drawn, size: 8 })));
            await put(before);
            const earlier = store.asOf((await store.writePosition()).lastWriteAt);
            await put(after);
            for (const asked of questions)
              for (const reads of [store, earlier]) {
                const { statuses, ...found } = await runTraversals(reads, graph, asked);
                expect(found).toEqual(await runNaiveTraversals(reads, graph, asked));
                expect(statuses.filter((status) => !asked.filter.statuses.includes(status))).toEqual([]);
                longest = Math.max(longest, ...found.paths.paths.map(({ claims }) => claims.length));
              }
          },
        ),
        { numRuns, endOnFailure: true },
      );
      // The graphs were such that something was to be found.
      expect(longest).toBeGreaterThan(2);
      await store.close();
    }, 300_000);
  });
}
