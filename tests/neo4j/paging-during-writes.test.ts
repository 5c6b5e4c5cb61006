import { afterAll, beforeAll, describe } from 'vitest';
import { describePagingDuringWrites } from '../api/describe-paging.js';
import { acquireTestNeo4j, NEO4J_TIMEOUT_MS, neo4jUnavailableReason, type TestNeo4j } from './test-neo4j.js';

const missing = await neo4jUnavailableReason();

describe.skipIf(missing !== null)('on Neo4j', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await acquireTestNeo4j();
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await neo4j?.release();
  });

  describePagingDuringWrites(() => neo4j.openEmptyStore());
});
