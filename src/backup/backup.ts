import { existsSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { statuses } from '../domain/records.js';
import { exportLines } from '../export/export-lines.js';
import { writeExportToFile } from '../export/write-export.js';
import { writeFileAtomic } from '../files/atomic-file.js';
import { isFileLocation } from '../store/location.js';
import { openStore, type StoreOptions } from '../store/open.js';
import { maintain } from '../store/sqlite/maintenance.js';

interface BackupOptions extends StoreOptions {
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Backs up a store to a file while others read and write it: an SQLite store as a database, a Neo4j store as an export (.jsonl). The file
 * appears, and replaces an earlier one, only when the store and the copy are checked, record by record. Throws BAD_CONFIGURATION, STORE_UNUSABLE and STORE_UNAVAILABLE.
 */
export async function backUpStore(location: string, file: string, options: BackupOptions): Promise<void> {
  if (isFileLocation(location)) await backUpSqlite(location, file, options.force);
  else await backUpNeo4j(location, file, options);
}

async function backUpSqlite(location: string, file: string, force: boolean): Promise<void> {
  if (!existsSync(location))
    throw new AscribeError('STORE_UNUSABLE', `${location} does not exist; ascribe import creates a store`);
  await writeFileAtomic(file, force, (temporary) => maintain(location, 'backup', temporary));
}

async function backUpNeo4j(
  location: string,
  file: string,
  { force, signal, onProgress, neo4j }: BackupOptions,
): Promise<void> {
  if (!file.endsWith('.jsonl'))
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `a backup of Neo4j is an export; expected a file name ending in .jsonl, found ${file}`,
    );
  const store = await openStore(location, { neo4j });
  try {
    await writeFileAtomic(file, force, (temporary) =>
      writeExportToFile(exportLines(store, { statuses, onProgress }), temporary, signal),
    );
  } finally {
    await store.close();
  }
}
