import { openEmptyStore } from '../sqlite/empty-store.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
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
  numRuns: Number(process.env.ASCRIBE_TIME_RUNS ?? 100),
  questions: randomQuestion,
  count: 6,
});
timelineProperties('SQLite', openInProcessStore, 300);
declaredTextsProperties('SQLite', openInProcessStore, 300);
evidenceProperties('SQLite', openInProcessStore, 100);
traversalProperties('SQLite', openInProcessStore, 300);
concurrentWritesContract('SQLite', openEmptyStore, 300);
listOrdersProperties('SQLite', openInProcessStore, 200);
voiceProperties('SQLite', openInProcessStore, 300);
identityProperties('SQLite', openInProcessStore, 150);
