import { rmSync } from 'node:fs';
import type Database from 'libsql';
import { requireAscribeDatabase } from '../schema/prepare.js';
import { unusableError } from './connection.js';
import { openExisting } from './open-existing.js';

/** Copies the current state of a database into a new file. Others may read and write meanwhile. Throws STORE_UNUSABLE. */
export function backupDatabase(file: string, to: string): void {
  withDatabase(file, (database) => {
    requireAscribeDatabase(database, file);
    database.prepare('VACUUM INTO ?').run([to]);
  });
}

/**
 * Prepares a database for replacement by another file: moves all of it into the main file, without a WAL. Returns whether it holds any
 * records. Throws STORE_UNUSABLE if a process has it open, or if it is not a readable database of ascribe.
 */
export function prepareForReplacement(file: string): 'empty' | 'full' {
  return withDatabase(file, (database) => {
    requireAscribeDatabase(database, file);
    const tables = queryRows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'source'");
    const records =
      tables.length === 0
        ? []
        : queryRows(database, 'SELECT 1 FROM source UNION SELECT 1 FROM entity LIMIT 1');
    queryRows(database, 'PRAGMA journal_mode = DELETE');
    return records.length === 0 ? 'empty' : 'full';
  });
}

/** Removes the journal files of an unreadable database. SQLite would apply them to a new file with the same name. */
export function removeJournalFiles(file: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

function queryRows(database: Database.Database, sql: string): Record<string, unknown>[] {
  return database.prepare(sql).all() as Record<string, unknown>[];
}

function withDatabase<T>(file: string, work: (database: Database.Database) => T): T {
  let database: Database.Database | undefined;
  try {
    database = openExisting(file);
    database.exec('PRAGMA busy_timeout = 0');
    return work(database);
  } catch (cause) {
    throw unusableError(file, cause);
  } finally {
    database?.close();
  }
}
