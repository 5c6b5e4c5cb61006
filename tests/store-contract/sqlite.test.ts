import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import { removeFolder } from '../remove-folder.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { annotationsContract } from './annotations.js';
import { articlesAndListsContract } from './articles-and-lists.js';
import { cancellationContract } from './cancellation.js';
import { copiesContract } from './copies.js';
import { declaredTextsContract } from './declared-texts.js';
import { eagerLoadingContract } from './eager-loading.js';
import { erasureContract, type InspectedStore } from './erasure.js';
import { evidenceContract } from './evidence.js';
import { identityContract } from './identity.js';
import { listOrdersContract } from './list-orders.js';
import { namesContract } from './names.js';
import { searchContract } from './search-and-facets.js';
import { timeContract } from './time.js';
import { timelineContract } from './timeline.js';
import { traversalContract } from './traversals.js';
import { voicesContract } from './voices.js';

articlesAndListsContract('SQLite', openEmptyStore);
annotationsContract('SQLite', openEmptyStore);
declaredTextsContract('SQLite', openEmptyStore);
identityContract('SQLite', openEmptyStore);
erasureContract('SQLite', openInspected);
evidenceContract('SQLite', openEmptyStore);
eagerLoadingContract('SQLite', openEmptyStore);
searchContract('SQLite', openEmptyStore);
listOrdersContract('SQLite', openEmptyStore);
namesContract('SQLite', openEmptyStore);
timelineContract('SQLite', openEmptyStore);
cancellationContract('SQLite', () => openStore(':memory:'));
traversalContract('SQLite', openEmptyStore);
timeContract('SQLite', openEmptyStore);
voicesContract('SQLite', openEmptyStore);
copiesContract('SQLite', openEmptyStore);

/** A store in a file, and the bytes of all files of the database. */
async function openInspected(): Promise<InspectedStore> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-erasure-'));
  onTestFinished(() => removeFolder(folder));
  const storedText = async () =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join('');
  return { store: await openStore(join(folder, 'a.db')), storedText };
}
