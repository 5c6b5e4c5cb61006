import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { openSqlite } from '#ascribe/store/sqlite/index.js';

/** Sources that take longer to count than anybody would wait. */
const SLOW = `
  DROP TABLE source;
  CREATE VIEW source AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT i AS id FROM n`;

it('a statement that runs is really stopped, and the next one is answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
  const file = join(folder, 'ascribe.db');
  await (await openSqlite(file)).close();
  const database = new Database(file);
  database.exec(`PRAGMA foreign_keys = OFF; ${SLOW}`);
  database.close();
  const store = await openSqlite(file);
  try {
    const controller = new AbortController();
    const slow = store.until(controller.signal).countSources();
    const ended = expect(slow).rejects.toThrow('enough');
    await sleep(500);
    const [busy] = readers(file);
    expect(busy).toBeDefined();
    controller.abort(new Error('enough'));
    await ended;
    for (let tries = 0; readers(file).includes(busy as string) && tries < 50; tries += 1) await sleep(20);
    expect(readers(file)).not.toContain(busy);
    expect(await store.countEntities({})).toBe(0);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  expect(readers(file)).toEqual([]);
});

/** Ids of the processes that read this database. */
function readers(file: string): string[] {
  return readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').includes(file);
    } catch {
      return false;
    }
  });
}

it('no process is left of a store that is closed, however soon after it was asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
  const file = join(folder, 'ascribe.db');
  for (let round = 0; round < 5; round += 1) {
    const store = await openSqlite(file);
    const asked = Array.from({ length: 1 + round }, () => store.countEntities({}));
    if (round % 2 === 0) await asked[0];
    await store.close();
    expect(await Promise.all(asked)).toEqual(asked.map(() => 0));
    expect(readers(file)).toEqual([]);
  }
  rmSync(folder, { recursive: true, force: true });
});
