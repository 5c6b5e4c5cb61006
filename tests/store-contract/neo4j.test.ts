import { afterAll, beforeAll, describe } from 'vitest';
import {
  acquireTestNeo4j,
  NEO4J_TIMEOUT_MS,
  neo4jUnavailableReason,
  type TestNeo4j,
} from '../neo4j/test-neo4j.js';
import { annotationsContract } from './annotations.js';
import { articlesAndListsContract } from './articles-and-lists.js';
import { cancellationContract } from './cancellation.js';
import { concurrentWritesContract } from './concurrent-writes.js';
import { eagerLoadingContract } from './eager-loading.js';
import { evidenceContract } from './evidence.js';
import { evidenceProperties } from './evidence-properties.js';
import { randomPlannedQuery } from './random-graphs.js';
import { searchContract } from './search-and-facets.js';
import { timelineContract } from './timeline.js';
import { timelineProperties } from './timeline-properties.js';
import { traversalProperties } from './traversal-properties.js';
import { traversalContract } from './traversals.js';

const missing = await neo4jUnavailableReason();

describe.skipIf(missing !== null)('the store contract', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await acquireTestNeo4j();
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await neo4j?.release();
  });

  articlesAndListsContract('Neo4j', () => neo4j.openEmptyStore());
  annotationsContract('Neo4j', () => neo4j.openEmptyStore());
  evidenceContract('Neo4j', () => neo4j.openEmptyStore());
  eagerLoadingContract('Neo4j', () => neo4j.openEmptyStore());
  searchContract('Neo4j', () => neo4j.openEmptyStore());
  timelineContract('Neo4j', () => neo4j.openEmptyStore());
  timelineProperties('Neo4j', () => neo4j.openEmptyStore(), 40);
  cancellationContract('Neo4j', () => neo4j.openEmptyStore());
  evidenceProperties('Neo4j', () => neo4j.openEmptyStore(), 8);
  traversalContract('Neo4j', () => neo4j.openEmptyStore());
  traversalProperties('Neo4j', () => neo4j.openEmptyStore(), 200, randomPlannedQuery);
  concurrentWritesContract('Neo4j', () => neo4j.openEmptyStore(), 40);
});
