import { openStore } from '#ascribe/store/open.js';
import { storeContract } from './contract.js';
import { evidenceContract } from './evidence.js';

storeContract('SQLite', () => openStore(':memory:'));
evidenceContract('SQLite', () => openStore(':memory:'));
