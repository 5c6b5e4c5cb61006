import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { seededRandom } from '../../bench/random.js';
import { builtSchema, createTestGraphql, type GraphqlResponse, UNLIMITED } from '../api/service.js';
import { randomHistory } from '../export/random-history.js';
import { applyOperation, type Operation } from '../neo4j/random-operations.js';
import { rounds } from '../rounds.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { createNormalizedCache, type NormalizedCache } from './normalized-cache.js';
import { type QueryValues, type RandomQuery, randomQueries } from './random-query.js';

const RUNS = rounds(30);
const schema = builtSchema();
const WINDOWS = ['2019', '2020/2025', '2031-04', '2031-04~', '/2018', '2031'];
/** The same moment with another offset. */
const withOffset = (moment: string) =>
  new Date(Date.parse(moment) + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
const refOf = (key: string) => key.replace(/@.*/, '');

/** A type name and an id with a moment. */
const isOfEarlier = (key: string) => key.includes('@asOf=');

it('no id ever has two contents: in random queries of random moments and windows, read again by id, and after more writes', async () => {
  const seen = { records: 0, repeats: 0, earlier: 0, inWindow: 0, refsOfSeveralStatuses: 0 };
  await fc.assert(
    fc.asyncProperty(randomHistory, fc.integer(), async ({ steps }, seed) => {
      const store = await openInProcessStore();
      try {
        const ask = serve(store);
        const [last, ...before] = steps.toReversed();
        const moments = await replay(store, before.toReversed());
        const cache = createNormalizedCache();
        const random = seededRandom(seed);
        const read = async ({ text, fields }: RandomQuery, into: NormalizedCache) => {
          const { data, errors = [] } = await ask(text);
          expect(errors.filter(({ extensions }) => extensions.code !== 'NOT_FOUND')).toEqual([]);
          expect(into.write(data, fields)).toEqual([]);
          return data;
        };
        const readNodes = async (ids: readonly string[], query: RandomQuery, into: NormalizedCache) => {
          const [nodes] = Object.values((await read(query, into)) as object).filter(Array.isArray);
          expect(nodes?.map((node: { id: string } | null) => node?.id)).toEqual(ids);
        };
        for (let count = 0; count < 5; count++)
          await read(randomQueries(schema, random, valuesOf(cache, moments)).ofAnything(), cache);
        const again = () => randomQueries(schema, random, valuesOf(cache, moments));
        for (const ids of nodeIds(cache)) await readNodes(ids, again().ofNodes(ids), cache);

        const past = createNormalizedCache();
        const queries = nodeIds(cache, isOfEarlier).map((ids) => ({ ids, query: again().ofNodes(ids) }));
        for (const { ids, query } of queries) await readNodes(ids, query, past);
        if (last !== undefined) await applyOperation(store, last, 'write');
        for (const { ids, query } of queries) await readNodes(ids, query, past);
        count(seen, cache);
      } finally {
        await store.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Enough of each kind, or the property would say little.
  expect(seen.records).toBeGreaterThan(10 * RUNS);
  expect(seen.repeats).toBeGreaterThan(150 * RUNS);
  expect(seen.earlier).toBeGreaterThan(5 * RUNS);
  expect(seen.inWindow).toBeGreaterThan(RUNS);
  expect(seen.refsOfSeveralStatuses).toBeGreaterThan(RUNS / 5);
});

function serve(store: Store): (query: string) => Promise<GraphqlResponse> {
  const log = (error: unknown) => {
    throw error;
  };
  const graphql = createTestGraphql(store, { limits: UNLIMITED, log });
  return async (query) => {
    const response = await graphql.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as GraphqlResponse;
  };
}

/** The moments after each operation. */
async function replay(store: Store, operations: readonly Operation[]): Promise<string[]> {
  const moments: string[] = [];
  for (const operation of operations) {
    await applyOperation(store, operation, 'write');
    const { lastWriteAt } = await store.writePosition();
    if (lastWriteAt !== '') moments.push(lastWriteAt);
  }
  return moments;
}

const SLUGS = {
  entity: ['arland', 'river-front', 'borland', 'hill-guard'],
  article: ['article:one', 'article:two', 'article:three'],
  source: ['source:wire', 'source:paper', 'source:court'],
};

/** Ids of records seen so far, and some that a client may write itself. */
function valuesOf({ records }: NormalizedCache, moments: readonly string[]): QueryValues {
  const scoped = (refs: readonly string[]) => [
    ...refs,
    ...refs.flatMap((ref) => moments.slice(-2).map((moment) => `${ref}@asOf=${moment}`)),
  ];
  const seen = (type: string) =>
    [...records.keys()].filter((key) => key.startsWith(`${type}:`)).map((key) => key.slice(type.length + 1));
  const unknown = `${'0'.repeat(32)}`;
  return {
    moments: [...moments, ...moments.map(withOffset)],
    windows: WINDOWS,
    ids: {
      entity: scoped(SLUGS.entity),
      article: scoped(SLUGS.article),
      source: scoped(SLUGS.source),
      claim: [`claim:${unknown}`, ...seen('Claim')],
      citation: [`citation:${unknown}`, ...seen('Citation')],
    },
  };
}

/** The ids that `node` takes, in lists of the size that `nodes` takes. */
function nodeIds({ records }: NormalizedCache, only: (key: string) => boolean = () => true): string[][] {
  const ids = [...records.keys()]
    .filter((key) => key !== 'Query' && !key.startsWith('Assessment:') && only(key))
    .map((key) => key.slice(key.indexOf(':') + 1));
  return Array.from({ length: Math.ceil(ids.length / 50) }, (_, page) =>
    ids.slice(page * 50, (page + 1) * 50),
  );
}

function count(
  seen: Record<'records' | 'repeats' | 'earlier' | 'inWindow' | 'refsOfSeveralStatuses', number>,
  cache: NormalizedCache,
) {
  const keys = [...cache.records.keys()];
  seen.records += keys.length;
  seen.repeats += cache.repeats();
  seen.earlier += keys.filter(isOfEarlier).length;
  seen.inWindow += keys.filter((key) => key.includes('during=')).length;
  const statuses = new Map<string, Set<string>>();
  for (const [key, fields] of cache.records) {
    const status = fields.get('status');
    if (!key.startsWith('Claim:') || status === undefined) continue;
    statuses.set(refOf(key), (statuses.get(refOf(key)) ?? new Set()).add(status));
  }
  seen.refsOfSeveralStatuses += [...statuses.values()].filter(({ size }) => size > 1).length;
}
