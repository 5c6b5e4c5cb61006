import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reads } from '#ascribe/store/store.js';
import { article, entity, says } from '../store-contract/articles.js';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from './server.js';

const PAGE = { first: 10, after: null };
const REPORTED = { statuses: ['REPORTED' as const] };
const FUNDS = says('one').id;
const PATH = { fromId: 'arland', toId: 'blast', maxLength: 3, limit: 10, avoid: [], through: [] };

/** All that tells of records; but not what counts very many of them. */
const answersOf = async (reads: Reads) => ({
  lists: [
    await reads.listEntities({}, PAGE),
    await reads.listEntities({ kinds: ['STATE', 'ATTACK'] }, { ...PAGE, first: 1 }),
    await reads.listArticles({}, PAGE),
    await reads.listSources(PAGE),
    await reads.listClaims(REPORTED, PAGE),
    await reads.listClaims(REPORTED, { ...PAGE, first: 1 }),
    await reads.listClaims({ ...REPORTED, articleIds: ['article:one'] }, PAGE),
  ],
  claimsOf: await reads.claimsOf(['arland', 'river-front'], 'BOTH', REPORTED, PAGE),
  ofArticle: await reads.countClaims({ ...REPORTED, articleIds: ['article:one'] }),
  citations: [await reads.citationsOf([FUNDS], PAGE), await reads.countCitationsOf([FUNDS])],
  evidence: await reads.evidenceOf([FUNDS]),
  several: await reads.subjectsOfSeveral('FUNDS', REPORTED, 10, null),
  annotations: await reads.annotations(REPORTED.statuses, 10, null),
  neighborhood: await reads.neighborhood(
    { entityId: 'arland', depth: 2, mostEntities: 10, mostClaims: 10 },
    'BOTH',
    REPORTED,
  ),
  paths: await reads.paths(PATH, 'BOTH', REPORTED),
  chains: await reads.chainsFrom('arland', 2, 'BOTH', REPORTED),
  found: [await reads.search('words', REPORTED, PAGE), await reads.search('arland', REPORTED, PAGE)],
  timeline: await reads.timeline({ ...REPORTED, entityIds: ['river-front'] }, PAGE),
  closest: await reads.closestEntityIds('arlnd', 10),
});

describe.skipIf((await whyNoNeo4j()) !== null)(
  'a read of an earlier moment on Neo4j, while others write',
  () => {
    let neo4j: TestNeo4j;
    beforeAll(async () => {
      neo4j = await testNeo4j();
    }, NEO4J_TIMEOUT);
    afterAll(() => neo4j?.stop());

    it('tells of a record once, also where a statement meets it and then the copy that is made of it', async () => {
      const store = await neo4j.openEmpty();
      await store.write((writer) =>
        writer.put([
          article('one', {
            entities: [entity('arland'), entity('river-front', 'ARMED_GROUP'), entity('blast', 'ATTACK')],
            says: [
              {},
              { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'blast' },
              { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
            ],
          }),
        ]),
      );
      const then = store.asOf((await store.position()).moment);
      const answers = await answersOf(then);
      expect(answers.chains).toHaveLength(2);
      expect(answers.paths.paths).toHaveLength(1);
      // What such a statement sees: the nodes as they were before a write was committed, and the copies that came with it.
      for (const label of ['Entity', 'Source', 'Article', 'Claim', 'Citation'])
        await neo4j.driver.executeQuery(
          `MATCH (n:${label}) CREATE (p:Past${label}) SET p = properties(n), p.replacedAt = '2999-01-01T00:00:00.000Z'`,
        );
      expect(await answersOf(then)).toEqual(answers);
      await store.close();
    }, 120_000);
  },
);
