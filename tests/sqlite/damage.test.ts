import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FICTIONAL } from '../api/service.js';
import { runCli } from '../cli/run-cli.js';
import { errorCodeOf, type ServedCli, serveCli } from '../cli/serve-cli.js';
import { removeFolder } from '../remove-folder.js';

const ID = 'article:arland-courier-2031-04-12-port-sele';
/** Seven bytes of a title, once as text that is not UTF-8, once as other letters. */
const DAMAGES = {
  'bytes that are not UTF-8': Buffer.alloc(7, 0xff),
  'other letters': Buffer.from('xxxxxxx'),
};

let folder: string;
let service: ServedCli | undefined;
const pathOf = (name: string) => join(folder, name);
const run = (...args: string[]) => runCli(args, { cwd: folder });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-damage-'));
  expect((await run('import', ...FICTIONAL, '--store', pathOf('a.db'))).code).toBe(0);
});
afterEach(async () => {
  service?.child.kill('SIGKILL');
  await service?.ended;
  service = undefined;
  removeFolder(folder);
});

/** Overwrites bytes at each place where the record of the article has its title. */
function damageTitle(file: string, bytes: Buffer): void {
  const content = readFileSync(pathOf(file));
  // A page may keep the bytes of a row that was moved.
  const record = `{"id":"${ID}"`;
  let start = content.indexOf(record);
  expect(start).toBeGreaterThan(0);
  for (; start !== -1; start = content.indexOf(record, start + 1))
    bytes.copy(content, content.indexOf('"title":"', start) + 10);
  writeFileSync(pathOf(file), content);
}

/** Leaves an index, of one page or of several, with one of its entries. Returns its page. */
function damageIndex(file: string): number {
  const database = new Database(pathOf(file));
  const [row] = database
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_in_order'")
    .all() as { rootpage: number }[];
  const [{ page_size: pageSize }] = database.prepare('PRAGMA page_size').all() as [{ page_size: number }];
  database.close();
  const content = readFileSync(pathOf(file));
  const page = row?.rootpage ?? 0;
  content.writeUInt16BE(1, (page - 1) * pageSize + 3);
  writeFileSync(pathOf(file), content);
  return page;
}

describe('an index that hides records', () => {
  it('of a small file ends a command and a service before they answer', async () => {
    const page = damageIndex('a.db');
    const line = new RegExp(
      `^ascribe: STORE_UNUSABLE .*a\\.db is damaged: the file: .*page ${page}.*; run ascribe verify, and restore a backup\n$`,
    );
    for (const command of [
      ['export', '--statuses', 'CONFIRMED'],
      ['serve', '--port', '0'],
    ]) {
      const { code, stdout, stderr } = await run(...command, '--store', pathOf('a.db'));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(line);
    }
  });

  it('of a large file makes the service not ready by itself, and its log says so', async () => {
    const database = new Database(pathOf('a.db'));
    // Its pages stay in the file, as free ones.
    database.exec(
      'CREATE TABLE filling (bytes BLOB); INSERT INTO filling VALUES (zeroblob(40000000)); DROP TABLE filling',
    );
    database.close();
    const page = damageIndex('a.db');
    service = await serveCli(['--store', pathOf('a.db')], { cwd: folder });
    const { url, log } = service;
    await expect.poll(async () => (await fetch(`${url}/ready`)).status, { interval: 200 }).toBe(503);
    const { reason } = (await (await fetch(`${url}/ready`)).json()) as { reason: string };
    expect(reason).toMatch(
      /a\.db is damaged: the file: .*on page.*; run ascribe verify, and restore a backup$/,
    );
    expect(reason).toContain(`page ${page}`);
    expect(
      log()
        .split('\n')
        .filter((line) => line.includes('a.db is damaged')),
    ).toHaveLength(1);
  });
});

for (const [name, bytes] of Object.entries(DAMAGES))
  describe(`a title whose bytes were overwritten by ${name}`, () => {
    it('is read as STORE_UNUSABLE with the id of its article, and the service is not ready', async () => {
      damageTitle('a.db', bytes);
      service = await serveCli(['--store', pathOf('a.db')], {
        cwd: folder,
        env: { ASCRIBE_API_KEYS: 'desk:admin:k3y' },
      });
      const { url } = service;
      const ready = async () => {
        const response = await fetch(`${url}/ready`);
        return [response.status, ((await response.json()) as { reason?: string }).reason ?? ''] as const;
      };
      expect((await ready())[0]).toBe(200);
      const query = `{ article(id: "${ID}") { title } }`;
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const { errors } = (await response.json()) as {
        errors: { message: string; extensions: { code: string } }[];
      };
      expect(errors[0]).toMatchObject({
        message: expect.stringContaining(ID),
        extensions: { code: 'STORE_UNUSABLE' },
      });
      const [status, reason] = await ready();
      expect([status, reason]).toEqual([503, expect.stringContaining(ID)]);
      // Other records are still read.
      expect(await errorCodeOf(url, '{ entity(id: "river-front") { name } }')).toBeNull();
    });

    it('is not backed up over an earlier backup, and not restored', async () => {
      expect((await run('backup', pathOf('b.db'), '--store', pathOf('a.db'))).code).toBe(0);
      const good = readFileSync(pathOf('b.db'));
      damageTitle('a.db', bytes);
      const backup = await run('backup', pathOf('b.db'), '--store', pathOf('a.db'), '--force');
      expect(backup).toMatchObject({ code: 1, stdout: '' });
      expect(backup.stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+\n$/);
      expect(backup.stderr).toContain(ID);
      expect(readFileSync(pathOf('b.db')).equals(good)).toBe(true);

      copyFileSync(pathOf('a.db'), pathOf('damaged.db'));
      rmSync(pathOf('a.db'));
      copyFileSync(pathOf('b.db'), pathOf('a.db'));
      const before = readFileSync(pathOf('a.db'));
      const restore = await run('restore', pathOf('damaged.db'), '--store', pathOf('a.db'), '--force');
      expect(restore.code).toBe(1);
      expect(restore.stderr).toContain(ID);
      expect(readFileSync(pathOf('a.db')).equals(before)).toBe(true);
    });

    it('is not replaced by an import of the article, which says what is damaged', async () => {
      damageTitle('a.db', bytes);
      const result = await run('import', ...FICTIONAL, '--store', pathOf('a.db'));
      expect(result.code).toBe(1);
      expect(result.stderr + result.stdout).toContain('STORE_UNUSABLE');
      expect(result.stderr + result.stdout).toContain(ID);
      expect(result.stderr).not.toContain('panicked');
    });
  });
