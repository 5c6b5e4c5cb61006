import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '#ascribe/api/schema.js';
import type { AnnotatedArticle, ClaimStatus } from '#ascribe/domain/records.js';
import type { Store } from '#ascribe/store/store.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { type Graph, nodeId, randomGraph, toArticles } from '../store-contract/random-graphs.js';
import { ALL_STATUSES } from '../store-contract/run-traversals.js';
import { createTestGraphql, UNLIMITED } from './service.js';
import { collectStatuses, statusQueryBuilder } from './status-queries.js';

const GRAPH = 'g';
const node = (n: number) => nodeId(GRAPH, n);
const asking = statusQueryBuilder(buildSchema(), {
  compareSources: `a: "source:${GRAPH}-0", b: "source:${GRAPH}-1"`,
  compareArticles: `a: "article:${GRAPH}-0", b: "article:${GRAPH}-1"`,
  neighborhood: `entity: "${node(0)}", depth: 3`,
  paths: `from: "${node(0)}", to: "${node(1)}", maxLength: 6, limit: 100`,
  search: 'text: "words"',
  sponsors: 'depth: 3',
  proxies: 'depth: 3',
});
const QUERY = `query ($s: [ClaimStatus!]!) {
  ${asking('Query')}
  entities(first: 100) { nodes { id ... on State { ${asking('State')} } } }
  articles(first: 100) { nodes { id ${asking('Article')} } }
  sources(first: 100) { nodes { id ${asking('Source')} } }
}`;

describe('any query on any graph with any statuses', () => {
  it('gives the result of a graph without claims of other statuses: none is shown, counted or followed', async () => {
    const seen = new Set<string>();
    let bridged = 0;
    await fc.assert(
      fc.asyncProperty(
        randomGraph,
        fc.subarray(ALL_STATUSES, { minLength: 1, maxLength: ALL_STATUSES.length - 1 }),
        async (graph, statuses) => {
          const whole = await answered(articlesIn(graph), statuses);
          const shown = collectStatuses(whole);
          for (const status of shown) seen.add(status);
          expect(shown.filter((status) => !(statuses as string[]).includes(status))).toEqual([]);
          const kept = { ...graph, edges: graph.edges.filter(({ status }) => statuses.includes(status)) };
          expect(whole).toEqual(await answered(articlesIn(kept), statuses));
          bridged += whole.Query_paths.paths.length;
        },
      ),
      { numRuns: 150, endOnFailure: true },
    );
    expect([...seen].sort()).toEqual([...ALL_STATUSES].sort());
    expect(bridged).toBeGreaterThan(20);
  }, 300_000);
});

/** Both articles of a graph, also one without claims. */
function articlesIn(graph: Graph): AnnotatedArticle[] {
  return toArticles(GRAPH, { ...graph, size: 8 });
}

interface Answered {
  readonly Query_paths: { readonly paths: readonly unknown[] };
}

/** The response of a service on a store with these articles. */
async function answered(
  articles: readonly AnnotatedArticle[],
  statuses: readonly ClaimStatus[],
): Promise<Answered> {
  const store: Store = await openInProcessStore();
  try {
    await store.write((writer) => writer.put(articles));
    const log = (error: unknown) => {
      throw error;
    };
    const response = await createTestGraphql(store, { limits: UNLIMITED, log }).fetch(
      'http://localhost/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY, variables: { s: statuses } }),
      },
    );
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    return data as Answered;
  } finally {
    await store.close();
  }
}
