import { openStore } from '#ascribe/store/open.js';
import { storeContract } from './contract.js';

storeContract('SQLite', () => openStore(':memory:'));
