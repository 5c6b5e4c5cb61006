import { afterAll, beforeAll, describe } from 'vitest';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from '../neo4j/server.js';
import { annotationsContract } from './annotations.js';
import { cancellationContract } from './cancellation.js';
import { storeContract } from './contract.js';
import { evidenceContract } from './evidence.js';
import { findingContract } from './finding.js';
import { inFullContract } from './in-full.js';
import { evidenceProperties } from './properties.js';
import { plannedQuestion } from './random-graphs.js';
import { timelineContract } from './timeline.js';
import { timelineProperties } from './timeline-properties.js';
import { traversalProperties } from './traversal-properties.js';
import { traversalContract } from './traversals.js';
import { whileWritingContract } from './while-writing.js';

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
  annotationsContract('Neo4j', () => neo4j.openEmpty());
  evidenceContract('Neo4j', () => neo4j.openEmpty());
  inFullContract('Neo4j', () => neo4j.openEmpty());
  findingContract('Neo4j', () => neo4j.openEmpty());
  timelineContract('Neo4j', () => neo4j.openEmpty());
  timelineProperties('Neo4j', () => neo4j.openEmpty(), 40);
  cancellationContract('Neo4j', () => neo4j.openEmpty());
  evidenceProperties('Neo4j', () => neo4j.openEmpty(), 8);
  traversalContract('Neo4j', () => neo4j.openEmpty());
  traversalProperties('Neo4j', () => neo4j.openEmpty(), 200, plannedQuestion);
  whileWritingContract('Neo4j', () => neo4j.openEmpty(), 40);
});
