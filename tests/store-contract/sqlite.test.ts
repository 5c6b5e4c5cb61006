import { openStore } from '#ascribe/store/open.js';
import { openInProcess } from '../sqlite/in-process.js';
import { annotationsContract } from './annotations.js';
import { storeContract } from './contract.js';
import { evidenceContract } from './evidence.js';
import { evidenceProperties } from './properties.js';

storeContract('SQLite', () => openStore(':memory:'));
annotationsContract('SQLite', () => openStore(':memory:'));
evidenceContract('SQLite', () => openStore(':memory:'));
evidenceProperties('SQLite', openInProcess, 100);
