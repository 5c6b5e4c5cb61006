import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUpStore } from '#ascribe/backup/backup.js';
import { restoreStore } from '#ascribe/backup/restore.js';
import { STATUSES } from '#ascribe/domain/records.js';
import { exportLines } from '#ascribe/export/export-lines.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { parseKeyFile } from '#ascribe/keys/key-file.js';
import { openStore } from '#ascribe/store/open.js';
import { verifyStore } from '#ascribe/store/verify/verify-store.js';
import { FICTIONAL } from '../api/service.js';
import { runCli } from '../cli/run-cli.js';
import { serveCli } from '../cli/serve-cli.js';
import { readStoreContents } from '../export/store-contents.js';
import { removeFolder } from '../remove-folder.js';
import { rounds } from '../rounds.js';

/** How many files are damaged. One in eleven runs uses the shipped command. */
const RUNS = rounds(11);
const SEED = Number(process.env.ASCRIBE_FUZZ_SEED ?? 1);
const ALL = Object.keys(STATUSES) as (keyof typeof STATUSES)[];
const signal = new AbortController().signal;

/** Park and Miller's generator: the same seed gives the same damage. */
function createRandom(seed: number): (below: number) => number {
  let state = (seed % 2147483646) + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
}

/** Overwrites up to four places with one to twelve bytes each. Returns where. */
function damage(file: string, random: (below: number) => number): string {
  const bytes = readFileSync(file);
  const places: string[] = [];
  for (let places_ = 1 + random(4); places_ > 0; places_--) {
    const at = random(bytes.length);
    const length = Math.min(1 + random(12), bytes.length - at);
    // Half of it is text, as such damage is the hardest to see.
    const isText = random(2) === 0;
    for (let index = at; index < at + length; index++) bytes[index] = isText ? 97 + random(26) : random(256);
    places.push(`${at}+${length}`);
  }
  writeFileSync(file, bytes);
  return places.join(' ');
}

async function exportOf(file: string): Promise<string> {
  const store = await openStore(file);
  try {
    let text = '';
    for await (const line of exportLines(store, { statuses: ALL })) text += line;
    return text + JSON.stringify(await readStoreContents(store));
  } finally {
    await store.close();
  }
}

/** The result of a call, or its error. Anything but an error of ascribe fails the test. */
async function outcomeOf<T>(call: () => Promise<T>): Promise<{ readonly value?: T; readonly code?: string }> {
  try {
    return { value: await call() };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    expect(message, 'one line').not.toMatch(/\n/);
    expect(['STORE_UNUSABLE', 'BAD_INPUT', 'INVALID_DOCUMENT', 'BAD_CONFIGURATION'], message).toContain(code);
    return { code: code as string };
  }
}

describe(`files with random damage (${RUNS} runs, seed ${SEED})`, () => {
  let folder: string;
  let content: string;
  let wholeAnswer: string;
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const pathOf = (name: string) => join(folder, name);

  /** A store with a history; its backup, its export, a keys file, and a copy that was not closed. */
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ascribe-damage-'));
    mkdirSync(pathOf('base'));
    const base = (name: string) => join(folder, 'base', name);
    const store = await openStore(base('a.db'));
    const halfway = readdirSync(FICTIONAL[0] as string).filter((name) => name.endsWith('.yaml'));
    await importPaths(
      store,
      halfway.map((name) => join(FICTIONAL[0] as string, name)),
    );
    await importPaths(store, FICTIONAL);
    const [article] = (await store.list('articles', {}, { first: 1, after: null })).items;
    await store.write((writer) =>
      writer.retract({
        ...{ articleId: article?.id as string, reason: 'made up' },
        ...{ analyst: 'anna', includeDerived: true },
      }),
    );
    const [claim] = (await store.list('claims', { statuses: ['ALLEGED'] }, { first: 1, after: null })).items;
    await store.write((writer) =>
      writer.assess({
        claimId: claim?.id as string,
        analyst: 'anna',
        status: 'REPORTED',
        confidence: 40,
        rationale: 'seen',
      }),
    );
    for (const suffix of ['', '-wal']) copyFileSync(base(`a.db${suffix}`), base(`open.db${suffix}`));
    await store.close();
    content = await exportOf(base('a.db'));
    const service = await serveCli(['--store', base('a.db')], { cwd: folder });
    wholeAnswer = await ask(service.url);
    await service.stop();
    await backUpStore(base('a.db'), base('b.db'), { force: true, signal, onProgress: () => {} });
    const all = await runCli([
      'export',
      '--statuses',
      ALL.join(),
      '--output',
      base('all.jsonl'),
      '--store',
      base('a.db'),
    ]);
    expect(all.code).toBe(0);
    for (const name of ['anna', 'boris'])
      await runCli(['keys', 'create', name, '--role', 'annotate', '--keys-file', base('keys.json')]);
    for (const name of readdirSync(pathOf('base'))) if (/-shm$|a\.db-wal$/.test(name)) rmSync(base(name));
  });
  afterAll(() => {
    console.log(`random damage: ${JSON.stringify(counts)}`);
    removeFolder(folder);
  });

  /** A fresh copy of these files in a folder of its own. */
  const copyOf = (round: number, ...names: string[]) => {
    const to = pathOf(`run-${round}`);
    mkdirSync(to, { recursive: true });
    for (const name of names) copyFileSync(join(folder, 'base', name), join(to, name));
    return (name: string) => join(to, name);
  };

  /** What each kind of file must withstand. */
  const CHECKS: Readonly<
    Record<string, (round: number, random: (below: number) => number) => Promise<void>>
  > = {
    store: async (round, random) => {
      const at = copyOf(round, 'a.db', 'b.db');
      const where = damage(at('a.db'), random);
      copyFileSync(at('a.db'), at('read.db'));
      copyFileSync(at('a.db'), at('import.db'));
      const { findingCount, findings } = await verifyStore(at('a.db'), {});
      const read = await outcomeOf(() => exportOf(at('read.db')));
      const before = readFileSync(at('b.db'));
      const backup = await outcomeOf(() =>
        backUpStore(at('a.db'), at('b.db'), { force: true, signal, onProgress: () => {} }),
      );
      if (read.code !== undefined) expect(read.code, where).toBe('STORE_UNUSABLE');
      if (read.code === undefined) expect(read.value === content, `read wrongly: ${where}`).toBe(true);
      if (read.code !== undefined) {
        expect(findingCount, `refused, and not found: ${where}`).toBeGreaterThan(0);
        count('store: refused');
      } else count(findingCount > 0 ? 'store: read rightly, verify found it' : 'store: unharmed');
      if (backup.code !== undefined) {
        expect(readFileSync(at('b.db')).equals(before), where).toBe(true);
        expect(backup.code, where).toBe('STORE_UNUSABLE');
        expect(findingCount, where).toBeGreaterThan(0);
      } else expect(await exportOf(at('b.db')), `${where} ${JSON.stringify(findings)}`).toBe(content);
      if (random(4) > 0) return;
      const imported = await outcomeOf(async () => {
        const store = await openStore(at('import.db'));
        try {
          const { stopped } = await importPaths(store, FICTIONAL);
          if (stopped !== null) throw stopped;
        } finally {
          await store.close();
        }
      });
      if (imported.code !== undefined) expect(findingCount, where).toBeGreaterThan(0);
    },
    log: async (round, random) => {
      const at = copyOf(round, 'open.db', 'open.db-wal');
      const where = damage(at('open.db-wal'), random);
      const { findingCount } = await verifyStore(at('open.db'), {});
      const read = await outcomeOf(() => exportOf(at('open.db')));
      if (read.code === undefined) expect(read.value === content, `lost writes: ${where}`).toBe(true);
      else expect([read.code, findingCount > 0], where).toEqual(['STORE_UNUSABLE', true]);
      count(read.code === undefined ? 'log: read rightly' : 'log: refused');
    },
    backup: async (round, random) => {
      const at = copyOf(round, 'a.db', 'b.db');
      const where = damage(at('b.db'), random);
      await restoreOver(at, 'b.db', where);
    },
    export: async (round, random) => {
      const at = copyOf(round, 'a.db', 'all.jsonl');
      const where = damage(at('all.jsonl'), random);
      await restoreOver(at, 'all.jsonl', where);
    },
    command: async (round, random) => {
      const at = copyOf(round, 'a.db');
      const where = damage(at('a.db'), random);
      const verified = await runCli(['verify', '--store', at('a.db')]);
      const exported = await runCli([
        'export',
        '--statuses',
        ALL.join(),
        '--output',
        at('out.jsonl'),
        '--store',
        at('a.db'),
      ]);
      const original = readFileSync(join(folder, 'base', 'all.jsonl'), 'utf8');
      const isRight = exported.code === 0 && readFileSync(at('out.jsonl'), 'utf8') === original;
      for (const { stderr, stdout } of [verified, exported])
        expect(stderr + stdout, where).not.toMatch(/\n\s+at |panicked/);
      if (exported.code !== 0) expect(exported.stderr, where).toContain('STORE_UNUSABLE');
      if (!isRight) expect(verified.code, where).toBe(1);
      await serveDamaged(at('a.db'), where);
    },
    keys: async (round, random) => {
      const at = copyOf(round, 'keys.json');
      const expected = parseKeyFile(readFileSync(at('keys.json'), 'utf8'), 'keys.json');
      const where = damage(at('keys.json'), random);
      const read = await outcomeOf(async () =>
        parseKeyFile(readFileSync(at('keys.json'), 'utf8'), 'keys.json'),
      );
      if (read.code === undefined) expect(read.value, where).toEqual(expected);
      count(read.code === undefined ? 'keys: read rightly' : 'keys: refused');
    },
  };

  /** A damaged backup is refused, and the store stays as it was; or what it restores is whole. */
  async function restoreOver(at: (name: string) => string, file: string, where: string): Promise<void> {
    const restored = await outcomeOf(() => restoreStore(at(file), at('a.db'), { force: true, signal }));
    const kind = file === 'b.db' ? 'backup' : 'export';
    count(`${kind}: ${restored.code === undefined ? 'restored rightly' : 'refused'}`);
    // A restored export has no log.
    if (kind === 'backup' || restored.code !== undefined)
      expect((await exportOf(at('a.db'))) === content, where).toBe(true);
    else {
      const text = readFileSync(join(folder, 'base', 'all.jsonl'), 'utf8');
      const again = await exportOf(at('a.db'));
      const linesOf = (one: string) =>
        one
          .split('\n')
          .filter((line) => /^\{"ascribe":1,("[a-z]+":)?/.test(line))
          .slice(1, -1);
      expect(linesOf(again), where).toEqual(linesOf(text));
    }
  }

  /** What the service answers, or the code of its error. */
  async function ask(url: string): Promise<string> {
    const query = `{ claims(statuses: [${ALL.join()}], first: 50) { totalCount nodes { id status subject { name } } } }`;
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
    return errors?.[0]?.extensions.code ?? text;
  }

  /** A service that answers something else than the whole store turns not ready; one that cannot start says so in a line. */
  async function serveDamaged(file: string, where: string): Promise<void> {
    const service = await serveCli(['--store', file], { cwd: folder }).catch((error: Error) => error);
    if (service instanceof Error) {
      expect(service.message, where).toMatch(/STORE_UNUSABLE/);
      expect(service.message, where).not.toMatch(/\n\s+at /);
      return count('command: not served');
    }
    try {
      const answer = await ask(service.url);
      if (answer === wholeAnswer) return count('command: served rightly');
      const isReady = async () => (await fetch(`${service.url}/ready`)).status === 200;
      await expect.poll(isReady, { interval: 100, message: `${where}: ${answer}` }).toBe(false);
      count('command: served, and not ready');
    } finally {
      await service.stop();
    }
  }

  const KINDS = [
    'store',
    'store',
    'store',
    'store',
    'log',
    'log',
    'backup',
    'export',
    'keys',
    'keys',
    'command',
  ];

  it(
    'are read rightly or refused, never replace what is good, and verify finds what is wrong',
    async () => {
      for (let round = 0; round < RUNS; round++) {
        const random = createRandom(SEED * 1_000_003 + round * 7919);
        const kind = KINDS[round % KINDS.length] as string;
        try {
          await CHECKS[kind]?.(round, random);
        } catch (error) {
          (error as Error).message = `round ${round} (${kind}): ${(error as Error).message.slice(0, 2000)}`;
          throw error;
        }
        if (round % 25 === 24) console.log(`${round + 1} runs: ${JSON.stringify(counts)}`);
        if (existsSync(pathOf(`run-${round}`))) removeFolder(pathOf(`run-${round}`));
      }
    },
    60_000 + RUNS * 30_000,
  );
});
