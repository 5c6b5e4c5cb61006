import { openStore } from '#ascribe/store/open.js';
import { openInProcess } from '../sqlite/in-process.js';
import { annotationsContract } from './annotations.js';
import { cancellationContract } from './cancellation.js';
import { storeContract } from './contract.js';
import { evidenceContract } from './evidence.js';
import { findingContract } from './finding.js';
import { evidenceProperties } from './properties.js';
import { traversalProperties } from './traversal-properties.js';
import { traversalContract } from './traversals.js';

storeContract('SQLite', () => openStore(':memory:'));
annotationsContract('SQLite', () => openStore(':memory:'));
evidenceContract('SQLite', () => openStore(':memory:'));
findingContract('SQLite', () => openStore(':memory:'));
evidenceProperties('SQLite', openInProcess, 100);
cancellationContract('SQLite', () => openStore(':memory:'));
traversalContract('SQLite', () => openStore(':memory:'));
traversalProperties('SQLite', openInProcess, 300);
