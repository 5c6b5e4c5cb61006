import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDamage } from '#ascribe/store/damage.js';
import { openStore } from '#ascribe/store/open.js';
import { openExisting } from '#ascribe/store/sqlite/connection/open-existing.js';
import { checkInBackground } from '#ascribe/store/sqlite/maintenance.js';
import { failureOf } from '../api/failure-of.js';
import { FICTIONAL, type GraphqlResponse } from '../api/service.js';
import { runCli } from '../cli/run-cli.js';
import { errorCodeOf, type ServedCli, serveCli } from '../cli/serve-cli.js';
import { removeFolder } from '../remove-folder.js';
import { article } from '../store-contract/article-builder.js';

const ALL = 'CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';

let folder: string;
let service: ServedCli | undefined;
const pathOf = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-file-'));
});
afterEach(async () => {
  service?.child.kill('SIGKILL');
  await service?.ended;
  service = undefined;
  removeFolder(folder);
});

const run = async (...args: string[]) => {
  const result = await runCli([...args, '--store', pathOf('a.db')], { cwd: folder });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return result.stdout;
};
const exported = async (file: string) =>
  (await runCli(['export', '--statuses', ALL, '--store', pathOf(file)])).stdout;

/** Copies the database file alone, and checks that it has everything. */
async function expectWholeFile(): Promise<void> {
  const wal = statSync(pathOf('a.db-wal'), { throwIfNoEntry: false });
  expect(wal?.size ?? 0).toBe(0);
  copyFileSync(pathOf('a.db'), pathOf('copy.db'));
  const [copy, original] = [await exported('copy.db'), await exported('a.db')];
  expect(copy.split('\n').length).toBeGreaterThan(20);
  expect(copy).toBe(original);
  rmSync(pathOf('copy.db'));
}

const IMPORT =
  'mutation ($text: String!) { importArticle(input: { document: $text }) { problems { code message } outcome } }';
async function importOver(url: string, id: string): Promise<{ code: string | null; outcome: unknown }> {
  const document = readFileSync(join(FICTIONAL[0] as string, firstArticle()), 'utf8').replace(
    /^( *id: )\S+/m,
    `$1${id}`,
  );
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'k3y' },
    body: JSON.stringify({ query: IMPORT, variables: { text: document } }),
  });
  const answer = (await response.json()) as GraphqlResponse;
  return { code: failureOf(answer)[0] ?? null, outcome: answer.data?.importArticle?.outcome };
}
const firstArticle = () =>
  readdirSync(FICTIONAL[0] as string).find((name) => name.endsWith('.yaml')) as string;

const serve = async () => {
  service = await serveCli(['--store', pathOf('a.db')], {
    cwd: folder,
    env: { ASCRIBE_API_KEYS: 'desk:admin:k3y' },
  });
  return service;
};
const readiness = async () => {
  const response = await fetch(`${service?.url}/ready`);
  return [response.status, ((await response.json()) as { reason?: string }).reason ?? null];
};

describe('the database file alone has everything after', () => {
  it('ascribe import, export and policy apply', async () => {
    await run('import', ...FICTIONAL);
    await expectWholeFile();
    await run('export', '--statuses', ALL, '--output', pathOf('all.jsonl'));
    await expectWholeFile();
    const policy = (await run('policy', 'show')).replace(/^policy: .*$/m, 'policy: 700');
    writeFileSync(pathOf('policy.yaml'), policy);
    await run('policy', 'apply', pathOf('policy.yaml'));
    await expectWholeFile();
  });

  it('ascribe serve, whose readers and writer were in use', async () => {
    await run('import', ...FICTIONAL);
    const { url, stop } = await serve();
    const [imported] = await Promise.all([
      importOver(url, 'from-the-service'),
      ...Array.from({ length: 20 }, () => errorCodeOf(url, '{ entities(first: 50) { nodes { name } } }')),
    ]);
    expect(imported.code).toBeNull();
    expect((await stop()).code).toBe(0);
    await expectWholeFile();
    expect(await exported('a.db')).toContain('from-the-service');
  });

  it('ascribe restore, also of a file beside an empty log', async () => {
    await run('import', ...FICTIONAL);
    copyFileSync(pathOf('a.db'), pathOf('b.db'));
    writeFileSync(pathOf('b.db-wal'), '');
    expect(await run('restore', pathOf('b.db'), '--force')).toContain('restored');
    await expectWholeFile();
    await run('export', '--statuses', ALL, '--output', pathOf('all.jsonl'));
    expect(await run('restore', pathOf('all.jsonl'), '--force')).toContain('restored');
    await expectWholeFile();
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });
});

describe('a database file that is taken away from a running service', () => {
  const before = {
    deleted: () => rmSync(pathOf('a.db')),
    moved: () => renameSync(pathOf('a.db'), pathOf('z.db')),
  };
  for (const [name, takeAway] of Object.entries(before))
    it(`(${name}) makes reads and writes fail with STORE_UNUSABLE, and the service not ready`, async () => {
      await run('import', ...FICTIONAL);
      const { url } = await serve();
      expect((await importOver(url, 'before')).code).toBeNull();
      takeAway();
      expect((await importOver(url, 'after')).code).toBe('STORE_UNUSABLE');
      expect(await errorCodeOf(url, '{ entity(id: "iran") { name } }')).toBe('STORE_UNUSABLE');
      expect(await readiness()).toEqual([503, expect.stringContaining('the database file was deleted')]);
    });

  it('(deleted) is not created again by a connection that is opened later', () => {
    const file = pathOf('a ?#%.db');
    expect(() => openExisting(file)).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }));
    expect(readdirSync(folder)).toEqual([]);
    const created = new Database(file);
    created.exec('CREATE TABLE mark (x)');
    created.close();
    const database = openExisting(file);
    expect(database.prepare('SELECT count(*) AS marks FROM mark').all()).toEqual([{ marks: 0 }]);
    database.close();
  });

  it('(replaced by another store) is not mixed with it', async () => {
    await run('import', ...FICTIONAL);
    await runCli(['import', ...FICTIONAL, '--store', pathOf('other.db')]);
    const { url } = await serve();
    renameSync(pathOf('other.db'), pathOf('a.db'));
    expect((await importOver(url, 'after')).code).toBe('STORE_UNUSABLE');
    // More reads at a time than there are connections, so that new ones open.
    const codes = await Promise.all(
      Array.from({ length: 30 }, () => errorCodeOf(url, '{ entity(id: "iran") { name } }')),
    );
    expect(new Set(codes)).toEqual(new Set(['STORE_UNUSABLE']));
    expect(await readiness()).toEqual([503, expect.stringContaining('the database file was replaced')]);
  });

  it('is not taken for a damaged one by the check in the background', async () => {
    await run('import', ...FICTIONAL);
    const { dev, ino } = statSync(pathOf('a.db'), { bigint: true });
    const check = () => checkInBackground(pathOf('a.db'), `${dev} ${ino}`).result;
    await check();
    renameSync(pathOf('a.db'), pathOf('z.db'));
    await expect(check()).rejects.toSatisfy((error) => !isDamage(error));
    writeFileSync(pathOf('a.db'), 'another file, which is no database');
    await expect(check()).rejects.toSatisfy((error) => !isDamage(error));
    renameSync(pathOf('z.db'), pathOf('a.db'));
    await check();
  });

  it('(put back) serves again', async () => {
    await run('import', ...FICTIONAL);
    const { url } = await serve();
    renameSync(pathOf('a.db'), pathOf('z.db'));
    expect((await readiness())[0]).toBe(503);
    renameSync(pathOf('z.db'), pathOf('a.db'));
    expect((await readiness())[0]).toBe(200);
    expect((await importOver(url, 'after')).code).toBeNull();
  });
});

describe('a writer whose process has died', () => {
  /** The process that writes to the file, among those that this process started. */
  const writerOf = (pid: number, file: string) =>
    Number(
      execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' })
        .split('\n')
        .find((line) => line.includes(pathOf(file)) && line.includes('"access":"write"'))
        ?.trim()
        .split(' ', 1)[0],
    );

  it('is replaced: the next write succeeds and the service stays ready', async () => {
    await run('import', ...FICTIONAL);
    const { url, child, stop } = await serve();
    for (const id of ['one', 'two']) {
      process.kill(writerOf(child.pid as number, 'a.db'), 'SIGKILL');
      await expect.poll(async () => (await importOver(url, id)).code).toBeNull();
      expect(await readiness()).toEqual([200, null]);
    }
    expect((await stop()).code).toBe(0);
    await expectWholeFile();
    const text = await exported('a.db');
    expect([text.includes('"one"'), text.includes('"two"')]).toEqual([true, true]);
  });

  it('acknowledges no write that it did not finish', async () => {
    const store = await openStore(pathOf('b.db'));
    const broken = store.write(async (writer) => {
      await writer.put([article('half')]);
      process.kill(writerOf(process.pid, 'b.db'), 'SIGKILL');
      await writer.put([article('never')]);
    });
    await expect(broken).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await store.write((writer) => writer.put([article('whole')]));
    expect(await store.count('articles', {})).toBe(1);
    await store.close();
  });
});
