import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import { openStore } from '#ascribe/store/open.js';
import { connect } from '#ascribe/store/sqlite/connection/connection.js';
import type { Store } from '#ascribe/store/store.js';
// What `inject` provides, also where vitest.config.ts is no part of the project.
import type {} from './store-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `openEmptyStore` keeps its files. */
    storeFolder: string;
  }
}

interface PooledStore {
  readonly store: Store;
  /** Brings the file back to the rows of a new one. */
  clear(): void;
}

/** Stores that tests closed, still open here. Test files run in the same process, so they share them. */
const idle: PooledStore[] = [];

/**
 * An empty SQLite store: a new one, or one that a test has closed, emptied. The processes of a store take longer to start than most tests
 * run, so these go on. For tests of opening, closing, damage and users' words use `openStore`.
 */
export async function openEmptyStore(): Promise<Store> {
  const pooled = idle.pop() ?? (await createPooledStore());
  pooled.clear();
  const { store } = pooled;
  let closed = false;
  /** What a test has not awaited must not write for the next one. */
  const whileOpen =
    (method: Store['write']): Store['write'] =>
    async (work) => {
      if (closed) throw new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
      return method(work);
    };
  return {
    ...store,
    write: whileOpen(store.write),
    preview: whileOpen(store.preview),
    close: async () => {
      if (closed) return;
      closed = true;
      // Writes run in turn: the ones before it have ended.
      await store.preview(async () => {});
      idle.push(pooled);
    },
  };
}

async function createPooledStore(): Promise<PooledStore> {
  const file = join(mkdtempSync(join(inject('storeFolder'), 'store-')), 'ascribe.db');
  const store = await openStore(file);
  const db = connect(file, false);
  db.run('PRAGMA synchronous = OFF');
  db.run('PRAGMA foreign_keys = OFF');
  const namesOf = (condition: string) =>
    db
      .all(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND ${condition}`)
      .map(({ name }) => name as string);
  // SQLite lists its own tables (sqlite_schema) too.
  const tables = namesOf("type = 'table' AND name NOT LIKE 'sqlite%'");
  const indexes = namesOf("type = 'virtual'");
  const initial = tables.flatMap((table) => db.all(`SELECT * FROM ${table}`).map((row) => ({ table, row })));
  return {
    store,
    clear: () => {
      db.run('BEGIN IMMEDIATE');
      for (const table of tables) db.run(`DELETE FROM ${table}`);
      for (const index of indexes) db.run(`INSERT INTO ${index} (${index}) VALUES ('delete-all')`);
      for (const { table, row } of initial) {
        const columns = Object.keys(row);
        db.run(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          ...Object.values(row),
        );
      }
      db.run('COMMIT');
    },
  };
}
