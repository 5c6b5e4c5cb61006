import Database from 'libsql';
import type { Collector } from '../../verify/report.js';
import { MAX_FINDINGS } from '../../verify/report.js';
import { findDamagedPages, type Row } from '../connection/connection.js';
import { MIGRATIONS } from '../schema/migrate.js';

/**
 * Checks the file as SQLite does (pages, indexes against tables, the search indexes), the references between tables, and that its tables
 * are those of this version. Returns whether the rows can be read.
 */
export function checkStructure(database: Database.Database, { report, attempt }: Collector): boolean {
  let readable = false;
  attempt('the schema', () => {
    const found = schemaOf(database);
    const expected = expectedSchema();
    const names = [...new Set([...expected.keys(), ...found.keys()])];
    const wrong = names.find((name) => found.get(name) !== expected.get(name));
    if (wrong === undefined) readable = true;
    else report('the schema', `the definition of ${wrong} is not that of this version`);
  });
  attempt('the file', () => {
    for (const problem of findDamagedPages(database, MAX_FINDINGS)) report('the file', problem);
  });
  if (readable)
    attempt('the file', () => {
      for (const { table } of queryRows(database, 'PRAGMA foreign_key_check'))
        report(`the table ${String(table)}`, 'a row refers to a missing row');
    });
  return readable;
}

/** The definition of each table, index and view, by name. */
function schemaOf(database: Database.Database): Map<string, string> {
  const rows = queryRows(
    database,
    'SELECT CAST(name AS BLOB) AS name, CAST(sql AS BLOB) AS sql FROM sqlite_schema WHERE sql IS NOT NULL',
  );
  const textOf = (value: unknown) => Buffer.from(value as ArrayBuffer).toString();
  return new Map(rows.map(({ name, sql }) => [textOf(name), textOf(sql)]));
}

function expectedSchema(): Map<string, string> {
  const empty = new Database(':memory:');
  try {
    for (const step of MIGRATIONS) empty.exec(step);
    return schemaOf(empty);
  } finally {
    empty.close();
  }
}

export const queryRows = (database: Database.Database, sql: string): Row[] =>
  database.prepare(sql).all([]) as Row[];
