import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeFolder } from '../remove-folder.js';
import { runCli } from './run-cli.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-keys-'));
});
afterEach(() => removeFolder(folder));

const keys = (...args: string[]) =>
  runCli(['keys', ...args], { cwd: folder, env: { ASCRIBE_KEYS_FILE: '' } });
const file = () => join(folder, 'data', 'keys.json');
const kept = () => JSON.parse(readFileSync(file(), 'utf8')).keys as Record<string, unknown>[];

describe('ascribe keys create', () => {
  it('prints the key alone and stores its SHA-256 in a file that only this user can read', async () => {
    const { code, stdout, stderr } = await keys('create', 'anna', '--role', 'analyse');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ascribe_[\w-]{43}\n$/);
    const key = stdout.trim();
    expect(stderr).toMatch(/^Created a key for anna \(analyse\)\. [^\n]+\n$/);
    expect(stderr).not.toContain(key);
    expect(readFileSync(file(), 'utf8')).not.toContain(key);
    expect(kept()).toEqual([
      {
        name: 'anna',
        role: 'analyse',
        sha256: createHash('sha256').update(key).digest('hex'),
        created: expect.stringMatching(/Z$/),
        expires: null,
        revoked: null,
      },
    ]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('creates a different key each time', async () => {
    const made = [await keys('create', 'a', '--role', 'read'), await keys('create', 'b', '--role', 'read')];
    expect(new Set(made.map(({ stdout }) => stdout)).size).toBe(2);
  });

  it('loses no key if several commands run at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const made = await Promise.all(names.map((name) => keys('create', name, '--role', 'read')));
    expect(made.map(({ code, stderr }) => [code, stderr.split(' (')[0]])).toEqual(
      names.map((name) => [0, `Created a key for ${name}`]),
    );
    expect(kept().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(readdirSync(join(folder, 'data'))).toEqual(['keys.json']);
  });

  it('accepts a name again only after its key was revoked, and keeps the old key on record', async () => {
    await keys('create', 'anna', '--role', 'read');
    const before = readFileSync(file(), 'utf8');
    const again = await keys('create', 'anna', '--role', 'admin');
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toMatch(/^ascribe: DUPLICATE [^\n]+\n$/);
    expect(readFileSync(file(), 'utf8')).toBe(before);
    await keys('revoke', 'anna');
    expect((await keys('create', 'anna', '--role', 'admin')).code).toBe(0);
    const [first] = JSON.parse(before).keys;
    expect(kept()).toEqual([
      { ...first, revoked: expect.stringMatching(/Z$/) },
      expect.objectContaining({ name: 'anna', role: 'admin', revoked: null }),
    ]);
    const { stdout } = await keys('list');
    expect(stdout).toMatch(/^anna {2,}read {2,}revoked /m);
    expect(stdout).toMatch(/^anna {2,}admin {2,}active /m);
    expect((await keys('revoke', 'anna')).code).toBe(0);
    expect((await keys('revoke', 'anna')).stderr).toMatch(/^ascribe: NOT_FOUND /);
    expect((await keys('create', 'anna', '--role', 'read')).code).toBe(0);
    expect(kept().map(({ role, revoked }) => [role, revoked === null])).toEqual([
      ['read', false],
      ['admin', false],
      ['read', true],
    ]);
  });

  it('accepts the name of an expired key, which stays on record as revoked', async () => {
    await keys('create', 'anna', '--role', 'read', '--expires', '2999-01-31');
    const [first] = kept();
    const old = { ...first, expires: '2020-01-31T00:00:00.000Z' };
    writeFileSync(file(), JSON.stringify({ version: 1, keys: [old] }));
    expect((await keys('create', 'anna', '--role', 'admin')).code).toBe(0);
    expect(kept()).toEqual([
      { ...old, revoked: expect.stringMatching(/Z$/) },
      expect.objectContaining({ role: 'admin', revoked: null }),
    ]);
  });

  it('rejects a file in which a name has two keys that are not revoked', async () => {
    await keys('create', 'anna', '--role', 'read');
    writeFileSync(file(), JSON.stringify({ version: 1, keys: [...kept(), ...kept()] }));
    const { code, stderr } = await keys('list');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: BAD_CONFIGURATION [^\n]* is damaged: [^\n]* anna [^\n]+\n$/);
  });

  it.each([
    ['no role', ['create', 'anna']],
    ['an unknown role', ['create', 'anna', '--role', 'root']],
    ['a name with a space', ['create', 'an na', '--role', 'read']],
    ['a date in the past', ['create', 'anna', '--role', 'read', '--expires', '2020-01-01']],
    ['a day that does not exist', ['create', 'anna', '--role', 'read', '--expires', '2999-02-30']],
    ['text that is not a date', ['create', 'anna', '--role', 'read', '--expires', 'soon']],
  ])('creates no key for %s', async (_, args) => {
    const { code, stdout } = await keys(...args);
    expect([code, stdout, readdirSync(folder)]).toEqual([2, '', []]);
  });

  it('leaves a damaged file alone and does not show its content', async () => {
    await keys('create', 'anna', '--role', 'read');
    for (const text of ['{"version":1,"keys":[{"name":"s3cret"}]}', '{"version":1,"keys":[s3cret', '']) {
      writeFileSync(file(), text);
      const { code, stderr } = await keys('create', 'ben', '--role', 'read');
      expect(code).toBe(1);
      expect(stderr).toMatch(/^ascribe: BAD_CONFIGURATION [^\n]*keys\.json is damaged at [^\n]+\n$/);
      expect(stderr).not.toContain('s3cret');
      expect(readFileSync(file(), 'utf8')).toBe(text);
      expect(readdirSync(join(folder, 'data'))).toEqual(['keys.json']);
    }
  });

  it('gives up if another command holds the lock, and names the lock file to remove', async () => {
    await keys('create', 'anna', '--role', 'read');
    writeFileSync(`${file()}.lock`, '');
    const { code, stderr } = await keys('create', 'ben', '--role', 'read');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^ascribe: UNREADABLE [^\n]*keys\.json\.lock is locked by another command; [^\n]+\n$/,
    );
  });
});

describe('ascribe keys list', () => {
  it('shows the name, role and state of each key, but no secret', async () => {
    const made = await keys('create', 'anna', '--role', 'analyse', '--expires', '2999-01-31');
    await keys('create', 'ben', '--role', 'read');
    await keys('revoke', 'ben');
    await keys('create', 'old', '--role', 'admin', '--expires', '2999-01-31');
    const aged = kept().map((key) =>
      key.name === 'old' ? { ...key, expires: '2020-01-31T00:00:00.000Z' } : key,
    );
    writeFileSync(file(), JSON.stringify({ version: 1, keys: aged }));
    const { code, stdout } = await keys('list');
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows.map(([name, role, state, , expires]) => [name, role, state, expires])).toEqual([
      ['NAME', 'ROLE', 'STATE', 'EXPIRES'],
      ['anna', 'analyse', 'active', '2999-01-31T00:00:00.000Z'],
      ['ben', 'read', 'revoked', 'never'],
      ['old', 'admin', 'expired', '2020-01-31T00:00:00.000Z'],
    ]);
    expect(stdout).not.toContain(made.stdout.trim());
    for (const { sha256 } of kept()) expect(stdout).not.toContain(sha256);
  });

  it('shows no rows and creates no file if there are no keys', async () => {
    const { code, stdout } = await keys('list');
    expect([code, stdout.trim().split('\n').length, readdirSync(folder)]).toEqual([0, 1, []]);
  });
});

it('ascribe keys revoke reports a key that is unknown or already revoked', async () => {
  expect((await keys('revoke', 'anna')).stderr).toMatch(/^ascribe: NOT_FOUND [^\n]+\n$/);
  await keys('create', 'anna', '--role', 'read');
  expect((await keys('revoke', 'anna')).code).toBe(0);
  expect((await keys('revoke', 'anna')).code).toBe(1);
});

it('ascribe keys uses the file of the option, or else of ASCRIBE_KEYS_FILE', async () => {
  const env = { ASCRIBE_KEYS_FILE: './env.json' };
  await runCli(['keys', 'create', 'a', '--role', 'read'], { cwd: folder, env });
  await runCli(['keys', 'create', 'a', '--role', 'read', '--keys-file', './option.json'], {
    cwd: folder,
    env,
  });
  expect(readdirSync(folder).sort()).toEqual(['env.json', 'option.json']);
});
