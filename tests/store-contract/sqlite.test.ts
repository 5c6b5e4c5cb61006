import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import { annotationsContract } from './annotations.js';
import { articlesAndListsContract } from './articles-and-lists.js';
import { cancellationContract } from './cancellation.js';
import { copiesContract } from './copies.js';
import { declaredTextsContract } from './declared-texts.js';
import { eagerLoadingContract } from './eager-loading.js';
import { erasureContract, type InspectedStore } from './erasure.js';
import { evidenceContract } from './evidence.js';
import { identityContract } from './identity.js';
import { namesContract } from './names.js';
import { searchContract } from './search-and-facets.js';
import { timeContract } from './time.js';
import { timelineContract } from './timeline.js';
import { traversalContract } from './traversals.js';
import { voicesContract } from './voices.js';

articlesAndListsContract('SQLite', () => openStore(':memory:'));
annotationsContract('SQLite', () => openStore(':memory:'));
declaredTextsContract('SQLite', () => openStore(':memory:'));
identityContract('SQLite', () => openStore(':memory:'));
erasureContract('SQLite', openInspected);
evidenceContract('SQLite', () => openStore(':memory:'));
eagerLoadingContract('SQLite', () => openStore(':memory:'));
searchContract('SQLite', () => openStore(':memory:'));
namesContract('SQLite', () => openStore(':memory:'));
timelineContract('SQLite', () => openStore(':memory:'));
cancellationContract('SQLite', () => openStore(':memory:'));
traversalContract('SQLite', () => openStore(':memory:'));
timeContract('SQLite', () => openStore(':memory:'));
voicesContract('SQLite', () => openStore(':memory:'));
copiesContract('SQLite', () => openStore(':memory:'));

/** A store in a file, and the bytes of all files of the database. */
async function openInspected(): Promise<InspectedStore> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-erasure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const storedText = async () =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join('');
  return { store: await openStore(join(folder, 'a.db')), storedText };
}
