import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openSqlite } from '#ascribe/store/sqlite/index.js';
import type { Store } from '#ascribe/store/store.js';
import { removeFolder } from '../remove-folder.js';

/** Opens a store in which counting sources takes as long as counting to `sources`. Counting to a billion outlasts every test. */
export async function withSlowStore(
  sources: number,
  use: (store: Store, file: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
  const file = join(folder, 'ascribe.db');
  await (await openSqlite(file)).close();
  const database = new Database(file);
  database.exec(`PRAGMA foreign_keys = OFF; DROP TABLE source; CREATE VIEW source AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sources}) SELECT i AS id FROM n`);
  database.close();
  const store = await openSqlite(file);
  try {
    await use(store, file);
  } finally {
    await store.close();
    removeFolder(folder);
  }
}

/** Ids of the processes that read this database. */
export function readerPids(file: string): string[] {
  return readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
      return words.includes(file) && words.some((word) => word.includes('"access":"read"'));
    } catch {
      return false;
    }
  });
}

/** Seconds of CPU time that a process has used. */
export function cpuSeconds(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
