import { openStore } from '#ascribe/store/open.js';
import { openInProcess } from '../sqlite/in-process.js';
import { storeContract } from './contract.js';
import { evidenceContract } from './evidence.js';
import { findingContract } from './finding.js';
import { evidenceProperties } from './properties.js';

storeContract('SQLite', () => openStore(':memory:'));
evidenceContract('SQLite', () => openStore(':memory:'));
findingContract('SQLite', () => openStore(':memory:'));
evidenceProperties('SQLite', openInProcess, 100);
