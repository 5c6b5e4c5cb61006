import { rmSync } from 'node:fs';
import Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';
import { requireAscribeDatabase } from '../schema/prepare.js';
import { unusableError } from './connection.js';

/** Copies the current state of a database into a new file. Others may read and write meanwhile. Throws STORE_UNUSABLE. */
export function backupDatabase(file: string, to: string): void {
  withDatabase(file, (database) => {
    requireAscribeDatabase(database, file);
    database.prepare('VACUUM INTO ?').run([to]);
  });
}

/** Reads the whole file. Throws STORE_UNUSABLE, with `name` in the message, if it is damaged or not a database of ascribe. */
export function requireIntact(file: string, name: string): void {
  try {
    withDatabase(file, (database) => {
      requireAscribeDatabase(database, name);
      const [defect] = [
        ...queryRows(database, 'PRAGMA integrity_check(1)')
          .map(({ integrity_check }) => String(integrity_check))
          .filter((found) => found !== 'ok'),
        ...queryRows(database, 'PRAGMA foreign_key_check')
          .slice(0, 1)
          .map(({ table }) => `a row of the table ${table} refers to a missing row`),
      ];
      if (defect !== undefined)
        throw new AscribeError('STORE_UNUSABLE', `${name} is damaged: ${defect.replaceAll('\n', ' ')}`);
      // Fails for a database without tables, which requireAscribeDatabase accepts: it is not a backup.
      queryRows(database, 'SELECT 1 FROM state');
    });
  } catch (error) {
    if (error instanceof AscribeError && error.cause === undefined) throw error;
    throw new AscribeError('STORE_UNUSABLE', `${name} is damaged, or not a database of ascribe`, {
      cause: error,
    });
  }
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
    database = new Database(file, { fileMustExist: true } as Database.Options);
    database.exec('PRAGMA busy_timeout = 0');
    return work(database);
  } catch (cause) {
    throw unusableError(file, cause);
  } finally {
    database?.close();
  }
}
