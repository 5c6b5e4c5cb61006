import { beforeEach, expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { runCli } from '../cli/run-cli.js';
import { article, entity } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

const DATED = { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } } as const;
const LINKS = {
  subjectId: 'river-front',
  predicate: 'PERPETRATED',
  objectId: 'blast',
  citations: [{ validFrom: '2031-04', assertedBy: ['arland'] }],
} as const;
const ENTITIES = [entity('arland'), entity('river-front', 'ARMED_GROUP'), entity('blast', 'ATTACK')];

describeNeo4j('ascribe verify on Neo4j', () => {
  const neo4j = useTestNeo4j();
  let store: Store;
  beforeEach(async () => {
    store = await neo4j.openEmptyStore();
    await store.write((writer) =>
      writer.put([
        article('one', { entities: ENTITIES, says: [DATED, LINKS] }),
        article('two', { article: { derivedFrom: 'article:one' }, entities: ENTITIES, says: [LINKS] }),
      ]),
    );
    return () => store.close();
  });
  const verify = () =>
    runCli(['verify', '--store', neo4j.uri], {
      env: { NEO4J_USERNAME: neo4j.username, NEO4J_PASSWORD: neo4j.password },
    });

  it('finds nothing wrong after imports, assessments and retractions', async () => {
    const { items } = await store.list('claims', { statuses: ['REPORTED'] }, { first: 9, after: null });
    await store.write((writer) =>
      writer.assess({
        ...{ claimId: items[0]?.id as string, analyst: 'anna', status: 'ALLEGED' },
        ...{ confidence: 30, rationale: 'seen' },
      }),
    );
    await store.write((writer) =>
      writer.retract({ articleId: 'article:two', reason: 'wrong', analyst: 'anna', includeDerived: true }),
    );
    expect(await verify()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/is intact: 3 Entity, .*relationships of claims/),
    });
  });

  const DAMAGES: Readonly<Record<string, readonly [cypher: string, line: RegExp, advice: string]>> = {
    'a letter of a record': [
      "MATCH (a:Article {id: 'article:one'}) SET a.record = replace(a.record, 'title', 'tittle')",
      /^Article article:one: the record article:one is damaged \(its checksum is wrong\)$/m,
      'restore a backup',
    ],
    'a property that contradicts the record': [
      "MATCH (e:Entity {id: 'arland'}) SET e.name = 'Borland'",
      /^Entity arland: its property name contradicts its record$/m,
      'export all statuses',
    ],
    'the type of a relationship': [
      `MATCH (s:Entity {id: 'river-front'})-[r:REPORTED_PERPETRATED]->(o)
       CREATE (s)-[n:PERPETRATED]->(o) SET n = properties(r) DELETE r`,
      /^Claim claim:\w+: its relationship is PERPETRATED; its status and predicate give REPORTED_PERPETRATED$/m,
      'export all statuses',
    ],
    'a relationship of a citation': [
      'MATCH (:Citation)-[r:EVIDENCE_FOR]->(:Claim {predicate: "DATED"}) DELETE r',
      /^Citation citation:\w+: its relationships to its claim and article are not what follows from its record$/m,
      'export all statuses',
    ],
    'a relationship that no claim explains': [
      "MATCH (a:Entity {id: 'arland'}), (b:Entity {id: 'blast'}) CREATE (a)-[:PERPETRATED {claimId: 'claim:none'}]->(b)",
      /^the graph: 1 relationships between entities belong to no claim$/m,
      'export all statuses',
    ],
    'a changed count of claims': [
      "MATCH (k:ClaimCount {facet: 'SOURCE'}) SET k.n = k.n + 1",
      /^the nodes ClaimCount: their counts are not those of the claims$/m,
      'export all statuses',
    ],
  };
  const UNPREPARED: Readonly<Record<string, readonly [cypher: string, message: RegExp]>> = {
    'its bulk load': ['a.bulkLoaded = true', /has not been opened since its bulk load/],
    'an earlier version wrote it': [
      'a.schema = 1',
      /since another version of ascribe wrote it \(schema 1; expected \d+\)/,
    ],
  };
  for (const [name, [change, message]] of Object.entries(UNPREPARED))
    it(`refuses a database that was not opened since ${name}`, async () => {
      await neo4j.driver.executeQuery(`MATCH (a:Ascribe) SET ${change}`);
      const { code, stderr } = await verify();
      expect(stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+ascribe policy show --store [^\n]+\n$/);
      expect(stderr).toMatch(message);
      expect(code).toBe(1);
    });

  for (const [name, [cypher, line, advice]] of Object.entries(DAMAGES))
    it(`finds ${name}, and says what to do`, async () => {
      await neo4j.driver.executeQuery(cypher);
      const { code, stdout, stderr } = await verify();
      expect(stdout).toMatch(line);
      expect(stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+\n$/);
      expect(stderr).toContain(advice);
      expect(code).toBe(1);
    });
});
