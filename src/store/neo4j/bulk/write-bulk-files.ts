import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type Database from 'libsql';
import { type Row, wrapDatabase } from '../../sqlite/connection/connection.js';
import { openExisting } from '../../sqlite/connection/open-existing.js';
import { logReaders } from './add-logs.js';
import { recordReaders, type TableReader } from './add-records.js';
import { openGraphTables } from './graph-tables.js';
import { importScript, SCRIPT } from './import-script.js';

export interface BulkFiles {
  /** The script that loads the files. */
  readonly script: string;
  readonly nodes: number;
  readonly relationships: number;
}

const ROWS_PER_SLICE = 500;

/**
 * Writes the graph that Neo4j would have with the content of an SQLite store, earlier versions included, as files for Neo4j's importer, and
 * a script that loads them. Memory is bounded: rows go to files as they are read. Rejects with the signal's reason once it is aborted.
 */
export async function writeBulkFiles(file: string, folder: string, signal?: AbortSignal): Promise<BulkFiles> {
  const database = openExisting(file);
  try {
    const db = wrapDatabase(database);
    const tables = openGraphTables(folder);
    for (const reader of [...recordReaders(db, tables), ...logReaders(db, tables)])
      await readTable(database, reader, signal);
    const files = tables.close();
    const script = join(folder, SCRIPT);
    writeFileSync(script, importScript(files), { mode: 0o755 });
    return { script, nodes: files.nodes, relationships: files.relationships };
  } finally {
    database.close();
  }
}

async function readTable(
  database: Database.Database,
  { sql, add }: TableReader,
  signal: AbortSignal | undefined,
): Promise<void> {
  let rows = 0;
  for (const row of database.prepare(sql).iterate([])) {
    add(row as Row);
    rows += 1;
    if (rows % ROWS_PER_SLICE === 0) {
      // Lets signals arrive.
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
}
