import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keys = (...args: string[]) =>
  runCli(['keys', ...args], { cwd: folder, env: { ASCRIBE_KEYS_FILE: '' } });
const file = () => join(folder, 'data', 'keys.json');
const kept = () => JSON.parse(readFileSync(file(), 'utf8')).keys as Record<string, unknown>[];

describe('ascribe keys create', () => {
  it('prints the key alone, and keeps its SHA-256 in a file for this user only', async () => {
    const { code, stdout, stderr } = await keys('create', 'anna', '--role', 'analyse');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ascribe_[\w-]{43}\n$/);
    const key = stdout.trim();
    expect(stderr).toMatch(/^The key of anna \(analyse\)\. [^\n]+\n$/);
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

  it('makes each key another one', async () => {
    const made = [await keys('create', 'a', '--role', 'read'), await keys('create', 'b', '--role', 'read')];
    expect(new Set(made.map(({ stdout }) => stdout)).size).toBe(2);
  });

  it('loses no key where several commands run at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const made = await Promise.all(names.map((name) => keys('create', name, '--role', 'read')));
    expect(made.map(({ code, stderr }) => [code, stderr.split(' (')[0]])).toEqual(
      names.map((name) => [0, `The key of ${name}`]),
    );
    expect(kept().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(readdirSync(join(folder, 'data'))).toEqual(['keys.json']);
  });

  it('takes a name again only after its key was revoked, which stays on record', async () => {
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
    expect(stdout).toMatch(/^anna {2,}admin {2,}good /m);
    expect((await keys('revoke', 'anna')).code).toBe(0);
    expect((await keys('revoke', 'anna')).stderr).toMatch(/^ascribe: NOT_FOUND /);
    expect((await keys('create', 'anna', '--role', 'read')).code).toBe(0);
    expect(kept().map(({ role, revoked }) => [role, revoked === null])).toEqual([
      ['read', false],
      ['admin', false],
      ['read', true],
    ]);
  });

  it('takes the name of a key that has expired, which stays on record and cannot come back', async () => {
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

  it('takes a file for damaged in which a name has two keys that are not revoked', async () => {
    await keys('create', 'anna', '--role', 'read');
    writeFileSync(file(), JSON.stringify({ version: 1, keys: [...kept(), ...kept()] }));
    const { code, stderr } = await keys('list');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: BAD_CONFIGURATION [^\n]* is damaged: [^\n]* anna [^\n]+\n$/);
  });

  it.each([
    ['no role', ['create', 'anna']],
    ['a role that there is not', ['create', 'anna', '--role', 'root']],
    ['a name with a space', ['create', 'an na', '--role', 'read']],
    ['a date that is past', ['create', 'anna', '--role', 'read', '--expires', '2020-01-01']],
    ['a day that there is not', ['create', 'anna', '--role', 'read', '--expires', '2999-02-30']],
    ['what is no date', ['create', 'anna', '--role', 'read', '--expires', 'soon']],
  ])('makes none of %s', async (_, args) => {
    const { code, stdout } = await keys(...args);
    expect([code, stdout, readdirSync(folder)]).toEqual([2, '', []]);
  });

  it('touches no file that is damaged, and does not show what stands in it', async () => {
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

  it('gives up where another command never ends, and says which file to remove', async () => {
    await keys('create', 'anna', '--role', 'read');
    writeFileSync(`${file()}.lock`, '');
    const { code, stderr } = await keys('create', 'ben', '--role', 'read');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: UNREADABLE [^\n]*keys\.json\.lock is there: [^\n]+\n$/);
  });
});

describe('ascribe keys list', () => {
  it('tells of each key its name, role and state, and nothing that opens anything', async () => {
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
      ['anna', 'analyse', 'good', '2999-01-31T00:00:00.000Z'],
      ['ben', 'read', 'revoked', 'never'],
      ['old', 'admin', 'expired', '2020-01-31T00:00:00.000Z'],
    ]);
    expect(stdout).not.toContain(made.stdout.trim());
    for (const { sha256 } of kept()) expect(stdout).not.toContain(sha256);
  });

  it('has no rows where no key was made, and makes no file', async () => {
    const { code, stdout } = await keys('list');
    expect([code, stdout.trim().split('\n').length, readdirSync(folder)]).toEqual([0, 1, []]);
  });
});

it('ascribe keys revoke says where there is no such key, or it is revoked already', async () => {
  expect((await keys('revoke', 'anna')).stderr).toMatch(/^ascribe: NOT_FOUND [^\n]+\n$/);
  await keys('create', 'anna', '--role', 'read');
  expect((await keys('revoke', 'anna')).code).toBe(0);
  expect((await keys('revoke', 'anna')).code).toBe(1);
});

it('the file is the option, else ASCRIBE_KEYS_FILE', async () => {
  const env = { ASCRIBE_KEYS_FILE: './env.json' };
  await runCli(['keys', 'create', 'a', '--role', 'read'], { cwd: folder, env });
  await runCli(['keys', 'create', 'a', '--role', 'read', '--keys-file', './option.json'], {
    cwd: folder,
    env,
  });
  expect(readdirSync(folder).sort()).toEqual(['env.json', 'option.json']);
});
