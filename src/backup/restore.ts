import { AscribeError } from '../domain/errors.js';
import { isFileLocation } from '../store/location.js';
import { openStore, type StoreOptions } from '../store/open.js';
import type { Store } from '../store/store.js';
import { detectBackupFormat } from './detect-format.js';
import { importAtomically, restoreSqlite } from './restore-sqlite.js';

interface RestoreOptions extends StoreOptions {
  readonly force: boolean;
}

/** Makes a store of a backup, whole or not at all; one that holds anything is replaced only by `force`, and only where it is a file. */
export async function restoreStore(
  backup: string,
  location: string,
  { force, neo4j }: RestoreOptions,
): Promise<void> {
  const kind = detectBackupFormat(backup);
  if (location === ':memory:')
    throw new AscribeError(
      'BAD_CONFIGURATION',
      'the store is gone when it is closed; expected a file or a server',
    );
  if (isFileLocation(location)) {
    await restoreSqlite(backup, kind, location, force);
    return;
  }
  if (kind === 'sqlite')
    throw new AscribeError(
      'BAD_INPUT',
      `${backup} is an SQLite database; restore it into a file, and ascribe export and import bring it into ${location}`,
    );
  const store = await openStore(location, { neo4j });
  try {
    await requireEmpty(store);
    await importAtomically(store, backup);
  } finally {
    await store.close();
  }
}

async function requireEmpty(store: Store): Promise<void> {
  if ((await store.countEntities({})) + (await store.countSources()) === 0) return;
  throw new AscribeError(
    'STORE_UNUSABLE',
    `${store.label} holds a store, and --force replaces files only; empty the database first, or restore into another one`,
  );
}
