import type Database from 'libsql';
import { CREATE_TABLES } from './schema.js';

/** "ASCR": marks the file as a database of ascribe. */
export const APPLICATION_ID = 0x41534352;

/**
 * Steps that each bring a database from one version to the next, in order; `user_version` counts them. Never change a step that was released:
 * add one.
 */
export const MIGRATIONS: readonly string[] = [CREATE_TABLES];

/** Applies the missing steps. Each step and its version number are one transaction, so an interrupted migration resumes at its step. */
export function migrate(database: Database.Database, migrations: readonly string[] = MIGRATIONS): void {
  for (const [index, step] of migrations.entries()) {
    if (readPragma(database, 'user_version') > index) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      // Read again inside the transaction: another process may have migrated meanwhile.
      if (readPragma(database, 'user_version') === index)
        database.exec(
          `${step}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}`,
        );
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}

export function readPragma(database: Database.Database, name: string): number {
  const [row] = database.prepare(`PRAGMA ${name}`).all() as Record<string, unknown>[];
  return Number(row?.[name]);
}
