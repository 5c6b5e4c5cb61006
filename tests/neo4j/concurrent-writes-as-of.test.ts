import { expect, it } from 'vitest';
import type { Reads } from '#ascribe/store/store.js';
import { article, buildClaim, entity } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

const PAGE = { first: 10, after: null };
const REPORTED = { statuses: ['REPORTED' as const] };
const FUNDS = buildClaim('one').id;
const PATH = { fromId: 'arland', toId: 'blast', maxLength: 3, limit: 10, avoid: [], through: [] };

/** The answers of all reads that return records. Large counts may count a record twice, so they are left out. */
const answersOf = async (reads: Reads) => ({
  lists: [
    await reads.list('entities', {}, PAGE),
    await reads.list('entities', { kinds: ['STATE', 'ATTACK'] }, { ...PAGE, first: 1 }),
    await reads.list('articles', {}, PAGE),
    await reads.list('sources', {}, PAGE),
    await reads.list('claims', REPORTED, PAGE),
    await reads.list('claims', REPORTED, { ...PAGE, first: 1 }),
    await reads.list('claims', { ...REPORTED, articleIds: ['article:one'] }, PAGE),
  ],
  claimsOf: await reads.claimsOf(['arland', 'river-front'], 'BOTH', REPORTED, PAGE),
  ofArticle: await reads.count('claims', { ...REPORTED, articleIds: ['article:one'] }),
  citations: [await reads.citationsOf([FUNDS], PAGE), await reads.countCitationsOf([FUNDS])],
  evidence: await reads.evidenceOf([FUNDS]),
  several: await reads.subjectsWithMultipleClaims('FUNDS', REPORTED, 10, null),
  annotations: await reads.annotations(REPORTED.statuses, 10, null),
  neighborhood: await reads.neighborhood(
    { entityId: 'arland', depth: 2, maxEntities: 10, maxClaims: 10 },
    'BOTH',
    REPORTED,
  ),
  paths: await reads.paths(PATH, 'BOTH', REPORTED),
  chains: await reads.chainsFrom('arland', 2, 'BOTH', REPORTED),
  found: [await reads.search('words', REPORTED, PAGE), await reads.search('arland', REPORTED, PAGE)],
  timeline: await reads.timeline({ ...REPORTED, entityIds: ['river-front'] }, PAGE),
  closest: await reads.closestEntityIds('arlnd', 10),
});

describeNeo4j('a read as of an earlier time on Neo4j, while others write', () => {
  const neo4j = useTestNeo4j();

  it('returns a record once, even if a statement meets it and its archived version', async () => {
    const store = await neo4j.openEmptyStore();
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
    const earlier = store.asOf((await store.writePosition()).lastWriteAt);
    const answers = await answersOf(earlier);
    expect(answers.chains).toHaveLength(2);
    expect(answers.paths.paths).toHaveLength(1);
    // Simulates a statement that sees the nodes before a commit, and the archived copies after it.
    for (const label of ['Entity', 'Source', 'Article', 'Claim', 'Citation'])
      await neo4j.driver.executeQuery(
        `MATCH (n:${label}) CREATE (p:Past${label}) SET p = properties(n), p.replacedAt = '2999-01-01T00:00:00.000Z'`,
      );
    expect(await answersOf(earlier)).toEqual(answers);
    await store.close();
  });
});
