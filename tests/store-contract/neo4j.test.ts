import { afterAll, beforeAll, describe } from 'vitest';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from '../neo4j/server.js';
import { storeContract } from './contract.js';
import { evidenceContract } from './evidence.js';
import { findingContract } from './finding.js';
import { evidenceProperties } from './properties.js';

const missing = await whyNoNeo4j();

describe.skipIf(missing !== null)('the store contract', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await testNeo4j();
  }, NEO4J_TIMEOUT);
  afterAll(async () => {
    await neo4j?.stop();
  });

  storeContract('Neo4j', () => neo4j.openEmpty());
  evidenceContract('Neo4j', () => neo4j.openEmpty());
  findingContract('Neo4j', () => neo4j.openEmpty());
  evidenceProperties('Neo4j', () => neo4j.openEmpty(), 8);
});
