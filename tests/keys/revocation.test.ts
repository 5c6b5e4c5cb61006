import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.js';
import { errorCodeOf, type ServedCli, serveCli } from '../cli/serve-cli.js';
import { removeFolder } from '../remove-folder.js';
import { rounds } from '../rounds.js';

const ROUNDS = rounds(6);
const AT_A_TIME = 6;
/** A user other than root; only root can start a service as this user. */
const OTHER_USER = 65534;
const isRoot = process.getuid?.() === 0;

let folder: string;
let file: string;
let service: ServedCli | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-revoke-'));
  chmodSync(folder, 0o755);
  file = join(folder, 'keys.json');
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
  removeFolder(folder);
});

const keys = (...args: string[]) => runCli(['keys', ...args, '--keys-file', file]);
async function create(name: string): Promise<string> {
  const { stdout, stderr } = await keys('create', name, '--role', 'annotate');
  if (stdout === '') throw new Error(stderr);
  return stdout.trim();
}
async function start(uid?: number): Promise<ServedCli> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  if (uid !== undefined) chownSync(data, uid, uid);
  service = await serveCli(['--keys-file', file, '--store', join(data, 'a.db')], {
    ...(uid !== undefined && { uid }),
  });
  return service;
}

/** An invalid document passes the key check and fails later. */
const MUTATION = 'mutation { importArticle(input: { document: "nothing" }) { problems { code message } } }';
const codeFor = (key: string) => errorCodeOf(service?.url ?? '', MUTATION, key);
const readiness = async () => (await fetch(`${service?.url}/ready`)).status;
const POLL = { interval: 50 };

/** Creates a key, uses it, revokes it. Returns the codes of requests sent a second or more after the revocation. */
async function revokeInUse(name: string): Promise<readonly (string | null)[]> {
  const key = await create(name);
  await expect.poll(() => codeFor(key), POLL).toBe('INVALID_DOCUMENT');
  expect((await keys('revoke', name)).code).toBe(0);
  const revokedAt = performance.now();
  const late: (string | null)[] = [];
  while (performance.now() < revokedAt + 1300) {
    const isLate = performance.now() >= revokedAt + 1000;
    const code = await codeFor(key);
    if (isLate) late.push(code);
    await sleep(40);
  }
  return late;
}

async function revokeAll(rounds: number): Promise<void> {
  let next = 0;
  const codes: (string | null)[] = [];
  const worker = async () => {
    while (next < rounds) codes.push(...(await revokeInUse(`user-${next++}`)));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  expect(codes.length).toBeGreaterThanOrEqual(rounds);
  expect(codes.filter((code) => code !== 'UNAUTHENTICATED')).toEqual([]);
}

const TIMEOUT = 60_000 + ROUNDS * 3000;

describe('a key that was revoked', () => {
  it(
    'is refused after a second, always',
    async () => {
      await start();
      await revokeAll(ROUNDS);
    },
    TIMEOUT,
  );

  it.skipIf(!isRoot)(
    'is refused after a second if root runs the commands and another user the service',
    async () => {
      await create('first');
      chownSync(file, OTHER_USER, OTHER_USER);
      chmodSync(file, 0o640);
      await start(OTHER_USER);
      await revokeAll(ROUNDS);
      const { uid, gid, mode } = statSync(file);
      expect([uid, gid, mode & 0o777]).toEqual([OTHER_USER, OTHER_USER, 0o640]);
    },
    TIMEOUT,
  );
});

describe('while the keys file cannot be read', () => {
  const unreadable: Readonly<Record<string, () => () => void>> = {
    'it is a folder': () => {
      renameSync(file, `${file}.away`);
      mkdirSync(file);
      return () => {
        removeFolder(file);
        renameSync(`${file}.away`, file);
      };
    },
    'its link leads in a circle': () => {
      renameSync(file, `${file}.away`);
      symlinkSync(file, file);
      return () => {
        rmSync(file);
        renameSync(`${file}.away`, file);
      };
    },
    'it is damaged': () => {
      const good = readFileSync(file, 'utf8');
      writeFileSync(file, good.slice(0, -20));
      return () => writeFileSync(file, good);
    },
  };
  for (const [name, breakFile] of Object.entries(unreadable))
    it(`(${name}) no key of it is valid, the service is not ready, and the log has one line`, async () => {
      const key = await create('anna');
      await start();
      expect([await codeFor(key), await readiness()]).toEqual(['INVALID_DOCUMENT', 200]);
      const mend = breakFile();
      await expect.poll(readiness, POLL).toBe(503);
      for (let times = 0; times < 3; times++) {
        expect(await codeFor(key)).toBe('UNAUTHENTICATED');
        await sleep(1000);
      }
      const errors = service?.log().match(/"level":"error"[^\n]*keys file/g);
      expect(errors).toHaveLength(1);
      mend();
      await expect.poll(readiness, POLL).toBe(200);
      expect(await codeFor(key)).toBe('INVALID_DOCUMENT');
    });

  it.skipIf(!isRoot)(
    '(its owner and mode exclude the user of the service) a key that was revoked meanwhile is refused',
    async () => {
      const key = await create('anna');
      chownSync(file, OTHER_USER, OTHER_USER);
      await start(OTHER_USER);
      expect(await codeFor(key)).toBe('INVALID_DOCUMENT');
      chownSync(file, 0, 0);
      await keys('revoke', 'anna');
      await sleep(1000);
      expect([await codeFor(key), await readiness()]).toEqual(['UNAUTHENTICATED', 503]);
      chownSync(file, OTHER_USER, OTHER_USER);
      await sleep(1000);
      expect([await codeFor(key), await readiness()]).toEqual(['UNAUTHENTICATED', 200]);
    },
  );
});

describe('ascribe keys', () => {
  it('changes the file behind a symbolic link and keeps the link', async () => {
    const real = join(folder, 'secrets', 'real.json');
    mkdirSync(join(folder, 'secrets'));
    symlinkSync(join('secrets', 'real.json'), file);
    await create('anna');
    await create('ben');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(lstatSync(real).isFile()).toBe(true);
    expect(JSON.parse(readFileSync(real, 'utf8')).keys).toHaveLength(2);
  });

  it('keeps the mode of the file', async () => {
    await create('anna');
    chmodSync(file, 0o640);
    await create('ben');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it.skipIf(!isRoot)('changes nothing if it cannot keep the owner of the file', async () => {
    await create('anna');
    chmodSync(file, 0o666);
    chmodSync(folder, 0o777);
    const before = readFileSync(file, 'utf8');
    const { code, stderr } = await runCli(['keys', 'revoke', 'anna', '--keys-file', file], {
      uid: OTHER_USER,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: BAD_CONFIGURATION [^\n]* cannot be replaced: [^\n]+\n$/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(statSync(file).uid).toBe(0);
  });
});
