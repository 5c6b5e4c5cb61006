import { afterAll, beforeAll, describe } from 'vitest';
import {
  acquireTestNeo4j,
  NEO4J_TIMEOUT_MS,
  neo4jUnavailableReason,
  type TestNeo4j,
} from '../neo4j/test-neo4j.js';
import { concurrentWritesContract } from './concurrent-writes.js';
import { declaredTextsProperties } from './declared-texts.js';
import { evidenceProperties } from './evidence-properties.js';
import { randomPlannedQuery } from './random-graphs.js';
import { randomPlannedQuestion, timeProperties } from './time-properties.js';
import { timelineProperties } from './timeline-properties.js';
import { traversalProperties } from './traversal-properties.js';
import { voiceProperties } from './voice-properties.js';

const missing = await neo4jUnavailableReason();

describe.skipIf(missing !== null)('the store properties on Neo4j', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await acquireTestNeo4j();
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await neo4j?.release();
  });

  timeProperties('Neo4j', () => neo4j.openEmptyStore(), {
    numRuns: 40,
    questions: randomPlannedQuestion,
    count: 2,
  });
  timelineProperties('Neo4j', () => neo4j.openEmptyStore(), 40);
  declaredTextsProperties('Neo4j', () => neo4j.openEmptyStore(), 20);
  evidenceProperties('Neo4j', () => neo4j.openEmptyStore(), 8);
  traversalProperties('Neo4j', () => neo4j.openEmptyStore(), 200, randomPlannedQuery);
  voiceProperties('Neo4j', () => neo4j.openEmptyStore(), 60);
  concurrentWritesContract('Neo4j', () => neo4j.openEmptyStore(), 40);
});
