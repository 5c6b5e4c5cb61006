import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnnotatedArticle, ClaimStatus } from '#ascribe/domain/records.js';
import { STATUSES } from '#ascribe/domain/records.js';
import { openStore } from '#ascribe/store/open.js';
import type { Page, PageRequest, Store } from '#ascribe/store/store.js';
import { article, entity } from '../store-contract/articles.js';
import { randomImports } from './random-articles.js';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from './server.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const missing = await whyNoNeo4j();

describe.skipIf(missing !== null)('Neo4j and SQLite', () => {
  let neo4j: TestNeo4j;
  let graph: Store;
  beforeAll(async () => {
    neo4j = await testNeo4j();
    graph = await neo4j.openEmpty();
  }, NEO4J_TIMEOUT);
  afterAll(async () => {
    await graph?.close();
    await neo4j?.stop();
  });
  const empty = () => neo4j.driver.executeQuery('MATCH (n) WHERE NOT n:Ascribe DETACH DELETE n');

  it('answer alike after the same imports', async () => {
    const property = fc.asyncProperty(
      randomImports,
      fc.subarray(ALL, { minLength: 1 }),
      async (imports, statuses) => {
        await empty();
        const tables = await openStore(':memory:');
        try {
          for (const articles of imports)
            expect(await put(graph, articles)).toEqual(await put(tables, articles));
          const [answers, expected] = await Promise.all([allOf(graph, statuses), allOf(tables, statuses)]);
          expect(answers).toEqual(expected);
          await onlyTrueRelationships();
        } finally {
          await tables.close();
        }
      },
    );
    await fc.assert(property, { numRuns: Number(process.env.ASCRIBE_FUZZ_RUNS ?? 20), endOnFailure: true });
  }, 600_000);

  it('finds confirmed claims only, where somebody asks the graph by hand for a plain predicate', async () => {
    await empty();
    const others = ['b', 'c'].map((slug) => entity(`group-${slug}`, 'ARMED_GROUP'));
    const entities = [entity('arland'), ...others];
    const on = (slug: string, objectId: string, modality: 'REPORTED_AS_FACT' | 'ACCUSED') =>
      article(slug, { entities, says: [{ objectId, citations: [{ modality }] }] });
    const byHand = async () => {
      const { records } = await neo4j.driver.executeQuery(
        `MATCH (a)-[r:SPONSORS|FUNDS|ARMS|TRAINS|HARBOURS|DIRECTS|USES_AS_PROXY]->(b)
         RETURN b.id AS id, r.articleIds AS articleIds ORDER BY id`,
      );
      return records.map((record) => record.toObject());
    };
    await put(graph, [on('one', 'group-b', 'REPORTED_AS_FACT'), on('two', 'group-c', 'ACCUSED')]);
    expect(await byHand()).toEqual([]);
    await put(graph, [on('three', 'group-b', 'REPORTED_AS_FACT'), on('four', 'group-c', 'ACCUSED')]);
    expect(await byHand()).toEqual([{ id: 'group-b', articleIds: ['article:one', 'article:three'] }]);
    const three = on('three', 'group-b', 'REPORTED_AS_FACT');
    await put(graph, [{ ...three, article: { ...three.article, retractedAt: '2031-05-01T00:00:00Z' } }]);
    expect(await byHand()).toEqual([]);
    await onlyTrueRelationships();
  });

  /** One relationship for each claim between entities, of its status, confidence and live articles; and none besides. */
  async function onlyTrueRelationships(): Promise<void> {
    const { records } = await neo4j.driver.executeQuery(
      `MATCH (a:Entity)-[r]->(b:Entity)
       RETURN r.claimId AS id, a.id AS from, b.id AS to, type(r) AS type, r.confidence AS confidence,
              r.articleIds AS articleIds ORDER BY id`,
    );
    const claims = (await graph.listClaims({ statuses: ALL }, { first: 1000, after: null })).items;
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

/** What an import did, or the code of the error that refused it. */
function put(store: Store, articles: readonly AnnotatedArticle[]): Promise<unknown> {
  return store
    .write((writer) => writer.put(articles))
    .catch((error: { code?: string; message: string }) => error.code ?? error.message);
}

/** All that the port can tell, page by page, without the times of writing. */
async function allOf(store: Store, statuses: readonly ClaimStatus[]): Promise<unknown> {
  const pages = async <T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<Page<T>[]> => {
    const found: Page<T>[] = [];
    for (let after: string | null = null; found.at(-1)?.hasNext ?? true; ) {
      found.push(await list({ first: 3, after }));
      after = found.at(-1)?.cursors.at(-1) ?? null;
    }
    return found;
  };
  const filter = { statuses };
  const claims = await pages((page) => store.listClaims({ statuses: ALL }, page));
  const claimIds = claims.flatMap(({ items }) => items.map(({ id }) => id));
  const entities = await pages((page) => store.listEntities({}, page));
  const entityIds = entities.flatMap(({ items }) => items.map(({ id }) => id));
  const first: PageRequest = { first: 2, after: null };
  const searches = ['arland', 'front', 'front ri', 'Ф', 'republic arl', '7', 'no such'];
  const answers = {
    claims,
    entities,
    narrowed: await pages((page) =>
      store.listClaims({ ...filter, predicates: ['SPONSORS'], minConfidence: 1 }, page),
    ),
    ofArticles: await pages((page) =>
      store.listClaims({ ...filter, articleIds: ['article:one', 'article:two'] }, page),
    ),
    ofEnds: await pages((page) =>
      store.listClaims({ ...filter, subjectIds: ['arland', 'borland'], objectIds: ['river-front'] }, page),
    ),
    articles: await pages((page) => store.listArticles({}, page)),
    ofSources: await pages((page) => store.listArticles({ sourceIds: ['source:wire'] }, page)),
    sources: await pages((page) => store.listSources(page)),
    groups: await pages((page) => store.listEntities({ kinds: ['ARMED_GROUP'] }, page)),
    counts: await Promise.all([
      store.countClaims(filter),
      store.countClaims({ ...filter, articleIds: ['article:one', 'article:two'] }),
      store.countEntities({}),
      store.countEntities({ kinds: ['STATE'] }),
      store.countArticles({}),
      store.countArticles({ sourceIds: ['source:wire', 'source:none'] }),
      store.countSources(),
    ]),
    atEntities: await Promise.all(
      (['OUT', 'IN', 'BOTH'] as const).map(async (direction) => [
        await store.claimsOf([...entityIds, 'none'], direction, filter, first),
        await store.countClaimsOf([...entityIds, 'none'], direction, filter),
      ]),
    ),
    citations: await store.citationsOf(claimIds, first),
    citationCounts: await store.countCitationsOf(claimIds),
    evidence: await store.evidenceOf(claimIds),
    history: await store.historyOf(claimIds),
    found: await Promise.all(searches.map((text) => pages((page) => store.search(text, {}, page)))),
    closest: await store.closestEntityIds('rivre-front', 3),
  };
  return JSON.parse(
    JSON.stringify(answers, (key, value) => (key === 'at' || key === 'firstKnownAt' ? null : value)),
  );
}
