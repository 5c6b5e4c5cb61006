import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { runCli, startCli } from './run-cli.js';

const bad = buildDocument({ article: { id: 'courier-2', genre: 'NEWZ' } });

describe('ascribe import', () => {
  it('imports a folder and prints a summary', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument() });
    const first = await runCli(['import', 'in', '--store', 'a.db', '--verbose'], { cwd: folder });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      'imported article:courier-1 (created)\n1 article in 1 file, into sqlite a.db: 1 created\n1 claim, 1 citation\n',
    );
    const second = await runCli(['import', 'in', '--store', 'a.db'], { cwd: folder });
    expect(second.stdout).toContain('1 unchanged');
  });

  it('tells the claims of a run from how often its articles mention them', async () => {
    const files = Object.fromEntries(
      [1, 2, 3].map((n) => [`in/${n}.json`, buildDocument({ article: { id: `courier-${n}` } })]),
    );
    const folder = writeTempFolder(files);
    const lastLine = async (...args: string[]) =>
      (await runCli([...args, '--store', 'a.db'], { cwd: folder })).stdout.trim().split('\n').at(-1);
    const expected = '1 claim (3 mentions), 3 citations';
    expect((await runCli(['check', 'in'], { cwd: folder })).stdout).toContain(expected);
    expect(await lastLine('import', 'in')).toBe(expected);
    // The second run finds them unchanged, in one transaction.
    expect(await lastLine('import', 'in', '--all-or-nothing')).toBe(expected);
    const { stdout } = await runCli(['import', 'in', '--store', 'a.db', '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ claims: 3, distinctClaims: 1, citations: 3 });
  });

  it('reports each problem on stderr, imports the rest and exits with 1', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument(), 'in/b.json': bad });
    const { code, stdout, stderr } = await runCli(['import', 'in', '--store', 'a.db'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^in\/b\.json:1:\d+: INVALID_DOCUMENT expected one of NEWS, .* \(article\.genre\)\n$/,
    );
    expect(stdout).toContain('1 created, 1 failed');
  });

  it('prints one JSON object and nothing else to stdout with --json', async () => {
    const folder = writeTempFolder({
      'in/a.json': buildDocument({ article: { text: undefined } }),
      'in/b.json': bad,
    });
    const { code, stdout, stderr } = await runCli(
      ['import', 'in', '--store', 'a.db', '--json', '--verbose'],
      {
        cwd: folder,
      },
    );
    expect(code).toBe(1);
    expect(stderr).toBe('imported article:courier-1 (created)\n');
    expect(JSON.parse(stdout)).toMatchObject({
      files: 2,
      articles: { created: 1, failed: 1 },
      claims: 1,
      citations: 1,
      unverified: 1,
      problemCount: 1,
      problems: [{ code: 'INVALID_DOCUMENT', file: 'in/b.json', line: 1, path: 'article.genre' }],
      interrupted: false,
      stopped: null,
    });
  });

  it('writes nothing if an article fails with --all-or-nothing', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument(), 'in/b.json': bad });
    const { code, stdout } = await runCli(['import', 'in', '--store', 'a.db', '--all-or-nothing'], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('1 valid, not written, 1 failed');
  });

  it('reports an unusable store in one line, without a stack trace', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument(), 'a.db': 'this is no database' });
    const { code, stderr } = await runCli(['import', 'in', '--store', 'a.db'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+\n$/);
  });

  it('exits with 2 on wrong usage', async () => {
    for (const args of [['import'], ['import', 'x', '--nonsense'], ['nonsense'], ['check']]) {
      const { code, stderr } = await runCli(args);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toMatch(/^ascribe: WRONG_USAGE /);
    }
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'finishes its transaction on %s and exits with the code that shells expect',
    async (signal, code) => {
      const lines = Array.from({ length: 2_000 }, (_, index) =>
        buildDocument({ article: { id: `courier-${index}` } }),
      );
      const folder = writeTempFolder({ 'many.jsonl': lines });
      let sent = false;
      const { ended } = startCli(['import', 'many.jsonl', '--store', 'a.db', '--verbose'], {
        cwd: folder,
        watch: (stdout, child) => {
          if (!sent && stdout.includes('imported ')) sent = child.kill(signal);
        },
      });
      const result = await ended;
      expect(result.code).toBe(code);
      expect(result.stdout).toContain('interrupted');
      const named = result.stdout.match(/^imported /gm)?.length ?? 0;
      expect(named).toBeGreaterThan(0);
      expect(named).toBeLessThan(lines.length);
      const after = await runCli(['import', 'many.jsonl', '--store', 'a.db'], { cwd: folder });
      expect(after.stdout).toContain(`${lines.length - named} created, ${named} unchanged`);
    },
  );
});

describe('ascribe check', () => {
  it('needs no database and creates none', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument() });
    const { code, stdout } = await runCli(['check', 'in'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain(
      'without a store, because ./data/ascribe.db does not exist: 1 valid, not written',
    );
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('finds the problems that import would find, and writes nothing', async () => {
    const folder = writeTempFolder({
      'in/a.json': buildDocument(),
      'more/b.json': buildDocument({ article: { id: 'courier-2' }, entities: [] }),
    });
    const alone = await runCli(['check', 'more', '--store', 'a.db'], { cwd: folder });
    expect(alone.code).toBe(1);
    expect(alone.stderr).toContain('UNKNOWN_REFERENCE no entity "arland"');
    await runCli(['import', 'in', '--store', 'a.db'], { cwd: folder });
    expect((await runCli(['check', 'more', '--store', 'a.db'], { cwd: folder })).code).toBe(0);
    expect((await runCli(['import', 'more', '--store', 'a.db'], { cwd: folder })).stdout).toContain(
      '1 created',
    );
  });

  it('prints a JSON Schema with every key', async () => {
    const { code, stdout } = await runCli(['check', '--schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout) as {
      properties: { article: { properties: object; required: string[] } };
    };
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
    });
    expect(Object.keys(schema.properties)).toEqual([
      'ascribe',
      'annotator',
      'annotatedAt',
      'article',
      'entities',
      'claims',
    ]);
    expect(schema.properties.article.required).toEqual(['id', 'title', 'genre', 'source']);
    for (const key of [
      'derivedFrom',
      'textFile',
      'identifiers',
      'assertedBy',
      'validFrom',
      'USES_AS_PROXY',
      'ACCUSED_BY_AUTHORITIES',
    ])
      expect(stdout).toContain(`"${key}"`);
  });

  it('has examples in its help', async () => {
    for (const command of ['import', 'check']) {
      const { code, stdout } = await runCli([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain('Examples:');
    }
  });
});
