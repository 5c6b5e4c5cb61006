import { expect } from 'vitest';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { verifyNeo4j } from '#ascribe/store/neo4j/verify/verify.js';
import { ALLEGED_LOAN, userWordsContract } from '../ontology-files/user-words.js';
import { describeNeo4j, NEO4J_OPTIONS, useTestNeo4j } from './test-neo4j.js';

describeNeo4j("a user's ontology", () => {
  const neo4j = useTestNeo4j();

  userWordsContract(
    'Neo4j',
    () => neo4j.openEmptyStore(),
    () => openNeo4j(neo4j, NEO4J_OPTIONS),
    () => verifyNeo4j(neo4j, NEO4J_OPTIONS),
    async () => {
      const { records } = await neo4j.driver.executeQuery(
        `MATCH (:State {id: 'arland'})-[r:${ALLEGED_LOAN}]->(:ArmedGroup {id: 'river-front'}) RETURN r.claimId AS id`,
      );
      expect(records).toHaveLength(1);
    },
  );
});
