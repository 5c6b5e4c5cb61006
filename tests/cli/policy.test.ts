import type { ChildProcess } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { type Claim, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { parsePolicy } from '#ascribe/policy-files/parse-policy.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { FICTIONAL, SEEDS } from '../api/service.js';
import { writeTempFolder } from '../ingest/document-builder.js';
import { article } from '../store-contract/article-builder.js';
import { type CliResult, runCli, startCli } from './run-cli.js';

const EVERY = Object.keys(STATUSES) as ClaimStatus[];
const ALL = { first: 10_000, after: null };

/** A folder with these files and a store that `fill` writes to. */
async function folderWith(
  fill: (store: Store) => Promise<unknown>,
  files: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = writeTempFolder(files);
  await withStoreIn(folder, fill);
  return folder;
}

async function withStoreIn<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(join(folder, 'a.db'));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const policy = (args: readonly string[], cwd: string) =>
  runCli(['policy', ...args, '--store', 'a.db'], { cwd });
const claimsOf = (store: Store) => store.list('claims', { statuses: EVERY }, ALL).then(({ items }) => items);
const policyChanges = async (store: Store) => {
  const { items } = await store.list('changes', { statuses: EVERY }, ALL);
  return items.filter(({ cause }) => cause.kind === 'POLICY');
};

const seeds = (store: Store) => importPaths(store, SEEDS);
const firstArticle = (store: Store) =>
  importPaths(store, [join(SEEDS[0] as string, 'is-iran-weaponizing-isis-k.yaml')]);
const fictional = (store: Store) => importPaths(store, FICTIONAL);
const many = (count: number) => (store: Store) =>
  store.write((writer) =>
    writer.put(
      ['one', 'two'].map((slug) =>
        article(slug, {
          says: Array.from({ length: count }, (_, index) => ({
            predicate: 'KILLED',
            value: { type: 'COUNT', min: index, max: index },
            subjectId: 'river-front',
          })),
        }),
      ),
    ),
  );
const STRICT = { policy: 3, confirm: { factOrigins: 3 } };

describe('ascribe policy show', () => {
  it('prints the active policy as a file that parses to the same policy', async () => {
    const folder = await folderWith(fictional, { 'strict.json': STRICT });
    const first = await policy(['show'], folder);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(parsePolicy(first.stdout, 'YAML', 'first.yaml')).toEqual({ policy: DEFAULT_POLICY, warnings: [] });
    await policy(['apply', 'strict.json'], folder);
    const { stdout } = await policy(['show'], folder);
    expect(stdout).toMatch(/^# Policy 3, active in sqlite a\.db since 2\d{3}-/);
    expect(stdout).toContain('or three or more independent, disinterested origins');
    const strict = { ...DEFAULT_POLICY, version: 3, confirm: { ...DEFAULT_POLICY.confirm, factOrigins: 3 } };
    expect(parsePolicy(stdout, 'YAML', 'a.yaml')).toEqual({ policy: strict, warnings: [] });
    writeFileSync(join(folder, 'active.yaml'), stdout);
    expect((await policy(['apply', 'active.yaml'], folder)).stdout).toContain(
      'already active in sqlite a.db',
    );
  });

  it('creates no store', async () => {
    const folder = writeTempFolder({ 'strict.json': STRICT });
    for (const args of [['show'], ['diff', 'strict.json'], ['apply', 'strict.json']]) {
      expect(await policy(args, folder)).toEqual({
        code: 1,
        stdout: '',
        stderr: 'ascribe: STORE_UNUSABLE a.db does not exist; ascribe import creates a store\n',
      });
    }
    expect(existsSync(join(folder, 'a.db'))).toBe(false);
  });
});

describe('ascribe policy diff', () => {
  it('describes each claim that would change, and writes nothing', async () => {
    const folder = await folderWith(fictional, { 'strict.yaml': 'policy: 3\nconfirm:\n  factOrigins: 3\n' });
    const before = await withStoreIn(folder, claimsOf);
    expect(await policy(['diff', 'strict.yaml'], folder)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'CONFIRMED 95 → REPORTED 95: Lake Line CONNECTS Port Sele (claim:4715ecf975c9bad7770e4bd8c59564b5)',
        'CONFIRMED 95 → REPORTED 95: Port Sele grain quay blast OCCURRED_IN Port Sele (claim:cad5a3eb146499b0b4c515a2413424dd)',
        'CONFIRMED 95 → REPORTED 95: Port Sele grain quay blast DATED 2031-04-11 (claim:de5700a91ed0098a311a219967f7c2ed)',
        `3 of ${before.length} claims in sqlite a.db would change: policy 3 instead of 2`,
        '  3 CONFIRMED → REPORTED',
        '',
      ].join('\n'),
    });
    expect(await withStoreIn(folder, claimsOf)).toEqual(before);
    expect(await withStoreIn(folder, (store) => store.policy())).toMatchObject({ policy: DEFAULT_POLICY });
  });

  it('prints only lines of JSON to stdout with --format json', async () => {
    const folder = await folderWith(fictional, { 'strict.json': STRICT });
    const { code, stdout, stderr } = await policy(['diff', 'strict.json', '--format', 'json'], folder);
    expect(code).toBe(0);
    expect(stderr).toContain('  3 CONFIRMED → REPORTED\n');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toEqual({
      claimId: 'claim:4715ecf975c9bad7770e4bd8c59564b5',
      text: 'Lake Line CONNECTS Port Sele',
      subjectId: 'lake-line',
      predicate: 'CONNECTS',
      objectId: 'port-sele',
      value: null,
      from: { status: 'CONFIRMED', confidence: 95 },
      to: { status: 'REPORTED', confidence: 95 },
      derived: { from: { status: 'CONFIRMED', confidence: 95 }, to: { status: 'REPORTED', confidence: 95 } },
      assessed: false,
    });
  });

  it('keeps the status of an assessed claim, and counts how many derived statuses would change', async () => {
    const folder = await folderWith(
      async (store) => {
        await many(3)(store);
        const [one, other] = await claimsOf(store);
        for (const [claim, confidence] of [
          [one, null],
          [other, 7],
        ] as const)
          await store.write((writer) =>
            writer.assess({
              claimId: (claim as Claim).id,
              analyst: 'ada',
              status: 'DENIED',
              confidence,
              rationale: 'I counted.',
            }),
          );
      },
      { 'weak.json': { policy: 3, reliability: { B: 0.7 }, confirm: { factOrigins: 3 } } },
    );
    const { stdout } = await policy(['diff', 'weak.json'], folder);
    expect(stdout.split('\n').map((line) => line.replace(/claim:\w+/, 'claim:…'))).toEqual([
      'CONFIRMED 88 → REPORTED 78: river-front KILLED 2 (claim:…)'.replace(
        '2',
        stdout.match(/KILLED (\d)/)?.[1] ?? '',
      ),
      expect.stringMatching(/^DENIED 88 → DENIED 78: river-front KILLED \d \(claim:…, assessed\)$/),
      '2 of 3 claims in sqlite a.db would change: policy 3 instead of 2',
      '  1 CONFIRMED → REPORTED',
      '  1 DENIED, confidence changed',
      '2 claims assessed by analysts, whose status stays; the derived status of 2 of them would change',
      '',
    ]);
  });

  it('shows what policy 2 moved in the first article', async () => {
    const folder = await folderWith(firstArticle, {});
    const file = fileURLToPath(new URL('../../policies/policy-1.yaml', import.meta.url));
    const { code, stdout } = await policy(['diff', file], folder);
    expect(code).toBe(0);
    // A conviction that only an opinion article reports.
    expect(stdout.replace(/\(claim:\w+\)/g, '(claim:…)').split('\n')).toEqual([
      'REPORTED 49 → CONFIRMED 49: Plot against a synagogue in Baku OCCURRED_IN Baku (claim:…)',
      'REPORTED 49 → CONFIRMED 49: Plot against a synagogue in Baku TARGETED Synagogue in Baku (claim:…)',
      'REPORTED 49 → CONFIRMED 49: ISIS-K affiliate convicted of the Baku synagogue plot PERPETRATED Plot against a synagogue in Baku (claim:…)',
      expect.stringMatching(/^3 of \d+ claims in sqlite a\.db would change: policy 1 instead of 2$/),
      '  3 REPORTED → CONFIRMED',
      '',
    ]);
    expect((await policy(['apply', file], folder)).stdout).toContain('  3 REPORTED → CONFIRMED');
  });

  it('warns if apply would reject the version', async () => {
    const folder = await folderWith(seeds, { 'one.json': { policy: 1, allegations: [] } });
    const { code, stdout } = await policy(['diff', 'one.json'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\napply would refuse it: version 1 is a different policy here; choose another version\n$/,
    );
  });
});

it('ascribe policy apply changes what diff listed, on the seeds', async () => {
  const other = { policy: 3, reliability: { B: 0.5 }, allegations: [], confirm: { factOrigins: 1 } };
  const folder = await folderWith(seeds, { 'other.json': other });
  const preview = await policy(['diff', 'other.json', '--format', 'json'], folder);
  const expected = preview.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ claimId, from, to }) => ({ claimId, from, to }));
  expect(expected.length).toBeGreaterThan(50);
  const done = await policy(['apply', 'other.json', '--batch', '17'], folder);
  const totals = (text: string) => text.split('\n').filter((line) => line.startsWith('  '));
  expect(totals(done.stdout)).toEqual(totals(preview.stderr));
  const changes = await withStoreIn(folder, policyChanges);
  expect(changes.map(({ claimId, from, to }) => ({ claimId, from, to }))).toEqual(
    expected.sort((a, b) => (a.claimId < b.claimId ? -1 : 1)),
  );
  expect((await policy(['diff', 'other.json'], folder)).stdout).toMatch(
    /^none of \d+ claims in sqlite a\.db would change: policy 3 is already active\n$/,
  );
});

/** Runs apply in many small batches, and calls `then` once the first is stored. */
async function applyInBackground(
  store: Store,
  cwd: string,
  then: (child: ChildProcess) => unknown,
): Promise<CliResult> {
  const args = ['policy', 'apply', 'strict.json', '--store', 'a.db', '--batch', '1'];
  const { child, ended } = startCli(args, { cwd });
  // Another connection sees only stored batches.
  while ((await store.policy()).policy.version !== 3) await setTimeout(1);
  await then(child);
  return ended;
}

describe('ascribe policy apply', () => {
  it('resumes after it was killed', async () => {
    const folder = await folderWith(many(1000), { 'strict.json': STRICT });
    const ended = await withStoreIn(folder, (store) =>
      applyInBackground(store, folder, (child) => child.kill('SIGKILL')),
    );
    expect(ended.code).toBeNull();
    const done = await withStoreIn(folder, policyChanges);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(1000);
    expect((await policy(['show'], folder)).stdout).toContain('Not yet applied to all claims');
    const rest = await policy(['diff', 'strict.json'], folder);
    expect(rest.stdout).toContain(`\n${1000 - done.length} of 1000 claims in sqlite a.db would change`);
    const after = await policy(['apply', 'strict.json'], folder);
    expect(after.stdout).toBe(
      `policy 3 is active in sqlite a.db: applied to ${1000 - done.length} more claims, ${1000 - done.length} of them changed\n  ${1000 - done.length} CONFIRMED → REPORTED\n`,
    );
    expect(await withStoreIn(folder, policyChanges)).toHaveLength(1000);
    expect(await policy(['apply', 'strict.json'], folder)).toEqual({
      code: 0,
      stderr: '',
      stdout: 'policy 3 is already active in sqlite a.db and applied to all claims\n',
    });
  });

  it('stops between batches on SIGINT and says how to resume', async () => {
    const folder = await folderWith(many(1000), { 'strict.json': STRICT });
    const { code, stdout, stderr } = await withStoreIn(folder, (store) =>
      applyInBackground(store, folder, (child) => child.kill('SIGINT')),
    );
    expect(code).toBe(130);
    expect(stderr).toBe(
      'stopped: the remaining claims still follow the old policy; run the same command again to resume\n',
    );
    const [, derived] = /: applied to (\d+) claims?,/.exec(stdout) ?? [];
    expect(await withStoreIn(folder, policyChanges)).toHaveLength(Number(derived));
    expect((await policy(['apply', 'strict.json'], folder)).code).toBe(0);
    expect(await withStoreIn(folder, policyChanges)).toHaveLength(1000);
  });

  it('returns to an earlier policy, and rejects a different policy with a used version', async () => {
    const folder = await folderWith(many(3), {
      'strict.json': STRICT,
      'second.json': { policy: 2 },
      'other.json': { policy: 3 },
    });
    await policy(['apply', 'strict.json'], folder);
    expect((await policy(['apply', 'second.json'], folder)).stdout).toContain('3 REPORTED → CONFIRMED');
    expect(await policy(['apply', 'other.json'], folder)).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'ascribe: POLICY_CONFLICT version 3 is already used by a different policy; expected an unused version\n',
    });
  });
});

it('ascribe policy without a subcommand prints its help', async () => {
  const { code, stderr } = await runCli(['policy']);
  expect(code).toBe(2);
  expect(stderr).toContain('ascribe policy diff stricter.yaml');
  expect((await runCli(['policy', 'nonsense'])).stderr).toContain("unknown command 'nonsense'");
});
