import { rounds } from '../rounds.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { claimCountsProperties } from './claim-counts.js';
import { concurrentWritesContract } from './concurrent-writes.js';
import { declaredTextsProperties } from './declared-texts.js';
import { evidenceProperties } from './evidence-properties.js';
import { identityProperties } from './identity.js';
import { listOrdersProperties } from './list-orders.js';
import { randomQuestion, timeProperties } from './time-properties.js';
import { timelineProperties } from './timeline-properties.js';
import { traversalProperties } from './traversal-properties.js';
import { voiceProperties } from './voice-properties.js';

timeProperties('SQLite', openInProcessStore, {
  numRuns: rounds(25),
  questions: randomQuestion,
  count: 6,
});
timelineProperties('SQLite', openInProcessStore, rounds(75));
declaredTextsProperties('SQLite', openInProcessStore, rounds(75));
evidenceProperties('SQLite', openInProcessStore, rounds(25));
traversalProperties('SQLite', openInProcessStore, rounds(75));
concurrentWritesContract('SQLite', openEmptyStore, rounds(75));
listOrdersProperties('SQLite', openInProcessStore, rounds(50));
voiceProperties('SQLite', openInProcessStore, rounds(75));
claimCountsProperties('SQLite', openInProcessStore, rounds(75));
identityProperties('SQLite', openInProcessStore, rounds(40));
