import { openStore } from '#ascribe/store/open.js';
import { annotationsContract } from './annotations.js';
import { articlesAndListsContract } from './articles-and-lists.js';
import { cancellationContract } from './cancellation.js';
import { eagerLoadingContract } from './eager-loading.js';
import { evidenceContract } from './evidence.js';
import { searchContract } from './search-and-facets.js';
import { timelineContract } from './timeline.js';
import { traversalContract } from './traversals.js';

articlesAndListsContract('SQLite', () => openStore(':memory:'));
annotationsContract('SQLite', () => openStore(':memory:'));
evidenceContract('SQLite', () => openStore(':memory:'));
eagerLoadingContract('SQLite', () => openStore(':memory:'));
searchContract('SQLite', () => openStore(':memory:'));
timelineContract('SQLite', () => openStore(':memory:'));
cancellationContract('SQLite', () => openStore(':memory:'));
traversalContract('SQLite', () => openStore(':memory:'));
