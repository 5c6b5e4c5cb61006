import { rmSync } from 'node:fs';
import Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';
import { requireAscribeDatabase } from '../schema/prepare.js';
import { unusableError } from './connection.js';

/** Copies a database into a new file, as it stands now, while others read and write it. Throws STORE_UNUSABLE. */
export function backupDatabase(file: string, to: string): void {
  withDatabase(file, (database) => {
    requireAscribeDatabase(database, file);
    database.prepare('VACUUM INTO ?').run([to]);
  });
}

/** Reads the whole file; throws STORE_UNUSABLE where it is no database of ascribe, or a damaged one. */
export function requireIntact(file: string, name: string): void {
  try {
    withDatabase(file, (database) => {
      requireAscribeDatabase(database, name);
      const [fault] = [
        ...queryRows(database, 'PRAGMA integrity_check(1)')
          .map(({ integrity_check }) => String(integrity_check))
          .filter((found) => found !== 'ok'),
        ...queryRows(database, 'PRAGMA foreign_key_check')
          .slice(0, 1)
          .map(({ table }) => `a row of the table ${table} refers to one that is missing`),
      ];
      if (fault !== undefined)
        throw new AscribeError('STORE_UNUSABLE', `${name} is damaged: ${fault.replaceAll('\n', ' ')}`);
      // One without a table, which checkOurs lets pass, is no backup of anything.
      queryRows(database, 'SELECT 1 FROM state');
    });
  } catch (error) {
    if (error instanceof AscribeError && error.cause === undefined) throw error;
    throw new AscribeError('STORE_UNUSABLE', `${name} is damaged, or no database of ascribe`, {
      cause: error,
    });
  }
}

/**
 * Makes a database ready to be replaced by another file: all of it is in the one file then, and nobody has it open. Tells whether it holds
 * anything. Throws STORE_UNUSABLE where a process has it open, or it is no database of ascribe that can be read.
 */
export function prepareForReplacement(file: string): 'empty' | 'full' {
  return withDatabase(file, (database) => {
    requireAscribeDatabase(database, file);
    const tables = queryRows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'source'");
    const held =
      tables.length === 0
        ? []
        : queryRows(database, 'SELECT 1 FROM source UNION SELECT 1 FROM entity LIMIT 1');
    queryRows(database, 'PRAGMA journal_mode = DELETE');
    return held.length === 0 ? 'empty' : 'full';
  });
}

/** What a database that cannot be read left beside it: a new file of its name must not take it for its own. */
export function removeJournalFiles(file: string): void {
  for (const end of ['-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
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
