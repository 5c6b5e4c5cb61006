import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDS } from '../api/service.js';
import { removeFolder } from '../remove-folder.js';
import { runCli } from './run-cli.js';
import { errorCodeOf, serveCli } from './serve-cli.js';

const MAIN = fileURLToPath(new URL('../../dist/bin/ascribe.js', import.meta.url));
const ALL = 'CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-ends-'));
  await runCli(['import', ...SEEDS, '--store', join(folder, 'a.db')]);
});
afterAll(() => removeFolder(folder));

/** Runs a line of shell in which `ascribe` is the built program. */
function shell(line: string) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `ascribe() { "${process.execPath}" "${MAIN}" "$@"; }; ${line}`],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ASCRIBE_STORE: 'a.db', NEO4J_URI: '' },
    },
  );
  return { status, stdout, stderr };
}
const ONE_LINE = /^ascribe: [A-Z_]+ [^\n]+\n$/;

describe.skipIf(!existsSync('/dev/full'))('an output that cannot be written', () => {
  it.each([`export --statuses ${ALL}`, `import ${SEEDS.join(' ')}`, 'policy show', 'keys list'])(
    'ends ascribe %s with one line and 1',
    (command) => {
      const { status, stderr } = shell(`ascribe ${command} > /dev/full`);
      expect(status).toBe(1);
      expect(stderr.split('\n').slice(-2).join('\n')).toMatch(ONE_LINE);
      expect(stderr).toContain('the disk is full');
      expect(stderr).not.toMatch(/^ {4}at /m);
    },
  );
});

it.each([`export --statuses ${ALL}`, 'policy show', '--help'])(
  'a reader of ascribe %s that stops early is no error',
  (command) => {
    const { stderr, stdout } = shell(
      `set -o pipefail; ascribe ${command} | head -c 10 | wc -c; echo "\${PIPESTATUS[0]}"`,
    );
    expect([stdout.trim().split(/\s+/), stderr]).toEqual([['10', '0'], '']);
  },
);

it('too few file descriptors end a command with one line and no trace', () => {
  for (const limit of [21, 22, 23, 24, 26, 28, 30, 34, 40]) {
    const { status, stderr, stdout } = shell(
      `ulimit -n ${limit}; ascribe export --statuses ${ALL} | wc -l; exit "\${PIPESTATUS[0]}"`,
    );
    if (status === 0) expect([stdout.trim() !== '0', stderr]).toEqual([true, '']);
    // Below some limit Node itself cannot start.
    else if (stderr !== '' && !/node::|libuv|OOM/i.test(stderr))
      expect([limit, status, stderr]).toEqual([limit, 1, expect.stringMatching(ONE_LINE)]);
  }
});

describe('ascribe serve --load', () => {
  it.each([
    ['a path where nothing is', 'nowhere.yaml'],
    ['a file of an unknown kind', 'a.txt'],
    ['a folder without documents', 'empty'],
  ])('ends with one line and 1 for %s', (_, path) => {
    writeFileSync(join(folder, 'a.txt'), 'x');
    shell('mkdir -p empty');
    const { status, stdout, stderr } = shell(`ascribe serve --port 0 --load ${path}`);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^ascribe: UNREADABLE [^\n]+\n$/);
  });

  it('skips articles with problems, reports them and starts', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'article: 7');
    const service = await serveCli(['--load', join(folder, 'bad.yaml'), '--store', join(folder, 'b.db')]);
    expect(await errorCodeOf(service.url, '{ __typename }')).toBeNull();
    const { code, stdout } = await service.stop();
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 failed')]);
  });
});

/** Loaded before the program, also in its own processes: the clock is a year ahead. */
const AHEAD = `--import=data:text/javascript,${encodeURIComponent(`
  const Now = Date;
  const ahead = 365 * 86_400_000;
  globalThis.Date = class extends Now {
    constructor(...parts) { if (parts.length > 0) super(...parts); else super(Now.now() + ahead); }
    static now() { return Now.now() + ahead; }
  };`)}`;

describe('a store written while the clock was a year ahead', () => {
  it('can be read as of each of its own times; the log of the service warns', async () => {
    const store = join(folder, 'ahead.db');
    expect(
      (await runCli(['import', ...SEEDS, '--store', store], { env: { NODE_OPTIONS: AHEAD } })).code,
    ).toBe(0);
    const service = await serveCli(['--store', store, '--log-level', 'warn']);
    const ask = async (query: string) => {
      const response = await fetch(`${service.url}/graphql?query=${encodeURIComponent(query)}`);
      return (await response.json()) as {
        data?: { articles?: { totalCount: number }; claims?: { nodes: { firstKnownAt: string }[] } };
        errors?: { message: string }[];
      };
    };
    const { data } = await ask(
      `{ articles { totalCount } claims(statuses: [${ALL}], first: 100) { nodes { firstKnownAt } } }`,
    );
    const totalCount = data?.articles?.totalCount;
    const last = (data?.claims?.nodes ?? [])
      .map(({ firstKnownAt }) => firstKnownAt)
      .sort()
      .at(-1) as string;
    expect(Date.parse(last)).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    expect(await ask(`{ articles(asOf: "${last}") { totalCount } }`)).toEqual({
      data: { articles: { totalCount } },
    });
    const beyond = new Date(Date.parse(last) + 3_600_000).toISOString();
    expect((await ask(`{ articles(asOf: "${beyond}") { totalCount } }`)).errors?.[0]?.message).toMatch(
      /in the future/,
    );
    expect((await runCli(['export', '--statuses', ALL, '--as-of', last, '--store', store])).code).toBe(0);
    const refused = await runCli(['export', '--statuses', ALL, '--as-of', beyond, '--store', store]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/^ascribe: BAD_INPUT [^\n]+future[^\n]+\n$/),
    ]);
    await service.stop();
    expect(service.log()).toMatch(/"level":"warn"[^\n]*later than the clock/);
  });
});
