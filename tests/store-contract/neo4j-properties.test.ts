import { describeNeo4j, useTestNeo4j } from '../neo4j/test-neo4j.js';
import { rounds } from '../rounds.js';
import { sampleOf } from '../sample-of.js';
import { COUNTED_STATUSES, claimCountsProperties } from './claim-counts.js';
import { concurrentWritesContract } from './concurrent-writes.js';
import { declaredTextsProperties } from './declared-texts.js';
import { evidenceProperties } from './evidence-properties.js';
import { identityProperties } from './identity.js';
import { listOrdersProperties, plannedQuestions } from './list-orders.js';
import { randomPlannedQuery } from './random-graphs.js';
import { randomPlannedQuestion, timeProperties } from './time-properties.js';
import { timelineProperties } from './timeline-properties.js';
import { traversalProperties } from './traversal-properties.js';
import { voiceProperties } from './voice-properties.js';

describeNeo4j('the store properties on Neo4j', () => {
  const neo4j = useTestNeo4j();

  timeProperties('Neo4j', () => neo4j.openEmptyStore(), {
    numRuns: rounds(12),
    questions: randomPlannedQuestion(rounds(1)),
    count: 2,
  });
  timelineProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(12));
  declaredTextsProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(6));
  evidenceProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(4));
  traversalProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(40), randomPlannedQuery(rounds(3)));
  listOrdersProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(4), plannedQuestions(rounds(1)));
  voiceProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(15));
  claimCountsProperties(
    'Neo4j',
    () => neo4j.openEmptyStore(),
    rounds(5),
    sampleOf(COUNTED_STATUSES, rounds(3)),
  );
  identityProperties('Neo4j', () => neo4j.openEmptyStore(), rounds(6));
  concurrentWritesContract('Neo4j', () => neo4j.openEmptyStore(), rounds(12));
});
