import type Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';
import { mergeHeldWords } from '../../write/held-words.js';
import { APPLICATION_ID, MIGRATIONS, readPragma } from './migrate.js';

/**
 * Throws STORE_UNUSABLE for a database of a different program or of a newer ascribe. Accepts a database without tables, to be migrated.
 */
export function requireAscribeDatabase(
  database: Database.Database,
  file: string,
  migrations: readonly string[] = MIGRATIONS,
): void {
  const id = readPragma(database, 'application_id');
  const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').all() as { n: number }[];
  if (id !== APPLICATION_ID && (id !== 0 || tables[0]?.n !== 0)) {
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${file} is a database of another program; expected a database of ascribe or a path without a file`,
    );
  }
  const version = readPragma(database, 'user_version');
  if (version > migrations.length) {
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${file} was written by a newer ascribe (schema ${version}; this version knows ${migrations.length}); update ascribe`,
    );
  }
}

/** Throws STORE_UNUSABLE if the database holds words that this process does not know. */
export function requireHeldWords(database: Database.Database, file: string): void {
  const [row] = database.prepare('SELECT ontology FROM state').all() as { ontology: string | null }[];
  mergeHeldWords(row?.ontology ?? null, file);
}
