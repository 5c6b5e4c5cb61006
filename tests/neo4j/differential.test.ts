import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnnotatedArticle, ClaimStatus } from '#ascribe/domain/records.js';
import { STATUSES } from '#ascribe/domain/records.js';
import type { ClaimFilter, Store } from '#ascribe/store/store.js';
import { rounds } from '../rounds.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { article, entity } from '../store-contract/article-builder.js';
import { applyOperation, randomFilter, randomOperations } from './random-operations.js';
import { readEverything, withoutTimestamps } from './read-everything.js';
import { describeNeo4j, NEO4J_TIMEOUT_MS, useTestNeo4j } from './test-neo4j.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];

describeNeo4j('Neo4j and SQLite', () => {
  const neo4j = useTestNeo4j();
  let graph: Store;
  beforeAll(async () => {
    graph = await neo4j.openEmptyStore();
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await graph?.close();
  });
  const empty = async () => {
    await neo4j.driver.executeQuery('MATCH (n) WHERE NOT n:Ascribe DETACH DELETE n');
    await neo4j.driver.executeQuery('MATCH (a:Ascribe) SET a = {id: a.id, schema: a.schema, changes: 0}');
  };

  it('return the same answers after the same operations, now and as of each earlier time', async () => {
    const property = fc.asyncProperty(
      randomOperations,
      fc.array(randomFilter, { minLength: 2, maxLength: 2 }),
      fc.nat({ max: 100 }),
      async (work, [filter, other], index) => {
        await empty();
        const tables = await openEmptyStore();
        try {
          const timestamps: string[] = [];
          for (const step of work) {
            for (const mode of ['preview', 'write'] as const) {
              const [result, expected] = [
                await applyOperation(graph, step, mode),
                await applyOperation(tables, step, mode),
              ];
              expect(withoutTimestamps(result)).toEqual(withoutTimestamps(expected));
            }
            timestamps.push(await timestampBetweenWrites());
          }
          const earlier = timestamps[index % timestamps.length] ?? '';
          const readBoth = async (store: Store) => [
            await readEverything(store, filter as ClaimFilter, earlier),
            await readEverything(store.asOf(earlier), other as ClaimFilter, timestamps[0] ?? ''),
          ];
          const [answers, expected] = await Promise.all([readBoth(graph), readBoth(tables)]);
          expect(answers).toEqual(expected);
          await expectExactRelationships();
        } finally {
          await tables.close();
        }
      },
    );
    await fc.assert(property, { numRuns: rounds(5), endOnFailure: true });
  });

  it('finds only confirmed claims under a plain relationship type', async () => {
    await empty();
    const others = ['b', 'c'].map((slug) => entity(`group-${slug}`, 'ARMED_GROUP'));
    const entities = [entity('arland'), ...others];
    const on = (slug: string, objectId: string, modality: 'REPORTED_AS_FACT' | 'ACCUSED') =>
      article(slug, { entities, says: [{ objectId, citations: [{ modality }] }] });
    const plainRelationships = async () => {
      const { records } = await neo4j.driver.executeQuery(
        `MATCH (a)-[r:SPONSORS|FUNDS|ARMS|TRAINS|HARBOURS|DIRECTS|USES_AS_PROXY]->(b)
         RETURN b.id AS id, r.articleIds AS articleIds ORDER BY id`,
      );
      return records.map((record) => record.toObject());
    };
    await put(graph, [on('one', 'group-b', 'REPORTED_AS_FACT'), on('two', 'group-c', 'ACCUSED')]);
    expect(await plainRelationships()).toEqual([]);
    await put(graph, [on('three', 'group-b', 'REPORTED_AS_FACT'), on('four', 'group-c', 'ACCUSED')]);
    expect(await plainRelationships()).toEqual([
      { id: 'group-b', articleIds: ['article:one', 'article:three'] },
    ]);
    const three = on('three', 'group-b', 'REPORTED_AS_FACT');
    await put(graph, [{ ...three, article: { ...three.article, retractedAt: '2031-05-01T00:00:00Z' } }]);
    expect(await plainRelationships()).toEqual([]);
    await expectExactRelationships();
  });

  /** Expects exactly one relationship for each claim between entities, with its status, confidence and live articles. */
  async function expectExactRelationships(): Promise<void> {
    const { records } = await neo4j.driver.executeQuery(
      `MATCH (a:Entity)-[r]->(b:Entity)
       RETURN r.claimId AS id, a.id AS from, b.id AS to, type(r) AS type, r.confidence AS confidence,
              r.articleIds AS articleIds ORDER BY id`,
    );
    const claims = (await graph.list('claims', { statuses: ALL }, { first: 1000, after: null })).items;
    const evidence = await graph.evidenceOf(claims.map(({ id }) => id));
    const wanted = claims
      .map(({ id, subjectId, objectId, status, predicate, confidence }, index) => ({
        id,
        from: subjectId,
        to: objectId,
        type: status === 'CONFIRMED' ? predicate : `${status}_${predicate}`,
        confidence,
        articleIds: [
          ...new Set(
            (evidence[index] ?? []).filter(({ live }) => live).map(({ citation }) => citation.articleId),
          ),
        ].sort(),
      }))
      .filter(({ to }) => to !== null)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(records.map((record) => record.toObject())).toEqual(wanted);
  }
});

function put(store: Store, articles: readonly AnnotatedArticle[]): Promise<unknown> {
  return store.write((writer) => writer.put(articles));
}

/** Returns a timestamp after all earlier writes to both stores and before all later ones. Waits until the clock has passed it. */
async function timestampBetweenWrites(): Promise<string> {
  const tick = async () => {
    const start = Date.now();
    while (Date.now() === start) await setImmediate();
    return new Date().toISOString();
  };
  const timestamp = await tick();
  await tick();
  return timestamp;
}
