import { AscribeError } from '../domain/errors.js';
import { isFileLocation } from '../store/location.js';
import { openStore, type StoreOptions } from '../store/open.js';
import type { Store } from '../store/store.js';
import { detectBackupFormat } from './detect-format.js';
import { importAtomically, restoreSqlite } from './restore-sqlite.js';

interface RestoreOptions extends StoreOptions {
  readonly force: boolean;
  /** Stops the restore; the store then stays as it was. */
  readonly signal: AbortSignal;
}

/** Restores a backup completely or not at all. A store that is not empty is replaced only with `force`, and only if it is a file. */
export async function restoreStore(
  backup: string,
  location: string,
  { force, neo4j, signal }: RestoreOptions,
): Promise<void> {
  const kind = detectBackupFormat(backup);
  if (location === ':memory:')
    throw new AscribeError(
      'BAD_CONFIGURATION',
      'a store in memory would be lost at once; expected a file or a server',
    );
  if (isFileLocation(location)) {
    await restoreSqlite(backup, kind, location, force, signal);
    return;
  }
  if (kind === 'sqlite')
    throw new AscribeError(
      'BAD_INPUT',
      `${backup} is an SQLite database; restore it to a file, then use ascribe export and ascribe import to move it to ${location}`,
    );
  const store = await openStore(location, { neo4j });
  try {
    await requireEmpty(store);
    await importAtomically(store, backup, signal);
  } finally {
    await store.close();
  }
}

async function requireEmpty(store: Store): Promise<void> {
  if ((await store.count('entities', {})) + (await store.count('sources', {})) === 0) return;
  throw new AscribeError(
    'STORE_UNUSABLE',
    `${store.label} already has a store, and --force replaces only files; empty the database, or restore to a different one`,
  );
}
