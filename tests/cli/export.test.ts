import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SEEDS } from '../api/service.js';
import { buildDocument } from '../ingest/document-builder.js';
import { removeFolder } from '../remove-folder.js';
import { runCli } from './run-cli.js';

const ALL = 'CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';

let cwd: string;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'ascribe-cli-export-'));
});
afterEach(() => removeFolder(cwd));
const ascribe = (...args: string[]) => runCli(args, { cwd });
/** Without the first line, which contains the time of the export, and without the checksum, which covers it. */
const linesOf = (text: string) =>
  text
    .replace(/,"crc32":"\w+"(?=}}\n$)/, '')
    .trimEnd()
    .split('\n')
    .slice(1);

describe('ascribe export', () => {
  it('writes the seeds to standard output; importing them gives a store with the same export', async () => {
    // The seeds come without their texts; this document has one.
    writeFileSync(join(cwd, 'one.json'), JSON.stringify(buildDocument()));
    await ascribe('import', ...SEEDS, 'one.json', '--store', 'a.db');
    const first = await ascribe('export', '--statuses', ALL, '--store', 'a.db');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(join(cwd, 'all.jsonl'), first.stdout);
    const imported = await ascribe('import', 'all.jsonl', '--store', 'b.db');
    expect(imported.code).toBe(0);
    expect(imported.stdout).toMatch(
      /quotes? accepted as VERIFIED without a check, because the export says so/,
    );
    const second = await ascribe('export', '--statuses', ALL, '--store', 'b.db');
    expect(linesOf(second.stdout)).toEqual(linesOf(first.stdout));
    expect(linesOf(first.stdout).length).toBeGreaterThan(100);
  });

  it('requires statuses and rejects unknown ones', async () => {
    await ascribe('import', ...SEEDS, '--store', 'a.db');
    for (const args of [
      [],
      ['--statuses', ''],
      ['--statuses', 'CONFIRMED,TRUE'],
      ['--statuses', ALL, '--format', 'xlsx'],
    ]) {
      const { code, stdout, stderr } = await ascribe('export', ...args, '--store', 'a.db');
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^ascribe: WRONG_USAGE [^\n]+\n$/);
    }
  });

  it('takes the conditions of the API, and rejects words that do not exist', async () => {
    await ascribe('import', ...SEEDS, '--store', 'a.db');
    const count = async (...args: string[]) => {
      const { code, stdout } = await ascribe('export', '--statuses', ALL, ...args, '--store', 'a.db');
      expect(code).toBe(0);
      return stdout.match(/"predicate":"\w+"/g) ?? [];
    };
    const all = await count();
    const sponsors = await count('--families', 'sponsorship');
    expect(sponsors.length).toBeGreaterThan(0);
    expect(sponsors.length).toBeLessThan(all.length);
    const aboutIran = await count('--families', 'SPONSORSHIP', '--entity-ids', 'iran');
    expect(aboutIran.length).toBeLessThan(sponsors.length);
    const judged = await count('--families', 'SPONSORSHIP', '--min-confidence', '50');
    expect(judged.length).toBeLessThan(sponsors.length);
    expect((await count('--during', '1850')).length).toBeLessThan(all.length);
    const contested = await count('--contested');
    expect(contested.length).toBeGreaterThan(0);
    expect((await count('--contested', 'false')).length).toBe(all.length - contested.length);
    for (const [args, message] of [
      [
        ['--families', 'SPONSORSHIPS'],
        /BAD_INPUT families: "SPONSORSHIPS" does not exist; did you mean SPONSORSHIP/,
      ],
      [['--entity-ids', 'Iran!'], /BAD_INPUT/],
      [['--include-undated'], /BAD_INPUT includeUndated is set without during/],
      [['--during', 'soon'], /during/],
      [['--min-confidence', '101'], /minConfidence is 101/],
    ] as const) {
      const { code, stdout, stderr } = await ascribe('export', '--statuses', ALL, ...args, '--store', 'a.db');
      expect([code === 0, stdout]).toEqual([false, '']);
      expect(stderr).toMatch(message);
    }
  });

  it('writes a complete file, and replaces one only with --force', async () => {
    await ascribe('import', ...SEEDS, '--store', 'a.db');
    writeFileSync(join(cwd, 'some.jsonl'), 'mine');
    const args = ['export', '--statuses', 'confirmed, reported', '--output', 'some.jsonl', '--store', 'a.db'];
    expect((await ascribe(...args)).code).toBe(1);
    expect(readFileSync(join(cwd, 'some.jsonl'), 'utf8')).toBe('mine');
    expect(await ascribe(...args, '--force')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const text = readFileSync(join(cwd, 'some.jsonl'), 'utf8');
    expect(text).toMatch(/^{"ascribe":1,"export":{"asOf":"[^"]+","statuses":\["CONFIRMED","REPORTED"\]}}\n/);
    expect(text).toMatch(/\n{"ascribe":1,"end":{"lines":\d+,"crc32":"[0-9a-f]{8}"}}\n$/);
    expect(readdirSync(cwd).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('exports the store as of an earlier time', async () => {
    writeFileSync(join(cwd, 'one.json'), JSON.stringify(buildDocument()));
    await ascribe('import', 'one.json', '--store', 'a.db');
    const before = await ascribe('export', '--statuses', ALL, '--store', 'a.db');
    const timestamp = new Date().toISOString();
    while (new Date().toISOString() === timestamp) await setImmediate();
    await ascribe('import', ...SEEDS, '--store', 'a.db');
    const earlier = await ascribe('export', '--statuses', ALL, '--as-of', timestamp, '--store', 'a.db');
    expect(linesOf(earlier.stdout)).toEqual(linesOf(before.stdout));
    const { code, stderr } = await ascribe('export', '--statuses', ALL, '--as-of', 'then', '--store', 'a.db');
    expect([code, stderr]).toEqual([1, expect.stringContaining('BAD_INPUT')]);
  });

  it('writes CSV, which ascribe convert reads back as the same export', async () => {
    await ascribe('import', ...SEEDS, '--store', 'a.db');
    const { stdout } = await ascribe('export', '--statuses', ALL, '--store', 'a.db');
    const args = ['--format', 'csv', '--output', 'all.csv', '--store', 'a.db'];
    expect(await ascribe('export', '--statuses', ALL, ...args)).toMatchObject({ code: 0, stderr: '' });
    expect(await ascribe('convert', '--from', 'csv', 'all.csv')).toEqual({ code: 0, stdout, stderr: '' });
    const csv = readFileSync(join(cwd, 'all.csv'), 'utf8');
    writeFileSync(join(cwd, 'odd.csv'), csv.replace('\nARTICLE,', '\nPAPER,'));
    const { code, stderr } = await ascribe('convert', '--from', 'csv', 'odd.csv', '--output', 'odd.jsonl');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^odd\.csv:\d+: INVALID_DOCUMENT .*PAPER/)]);
    expect(readdirSync(cwd)).not.toContain('odd.jsonl');
  });

  it('rejects a store that does not exist, and creates none', async () => {
    expect((await ascribe('export', '--statuses', ALL, '--store', 'none.db')).code).toBe(1);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('makes import reject an export that was cut off or changed, with the line', async () => {
    writeFileSync(join(cwd, 'one.json'), JSON.stringify(buildDocument()));
    await ascribe('import', 'one.json', '--store', 'a.db');
    const { stdout } = await ascribe('export', '--statuses', ALL, '--store', 'a.db');
    const lines = stdout.trimEnd().split('\n');
    const importErrors = async (...changed: string[]) => {
      writeFileSync(join(cwd, 'changed.jsonl'), changed.join('\n'));
      const { code, stderr } = await ascribe(
        'import',
        'changed.jsonl',
        '--store',
        'b.db',
        '--all-or-nothing',
      );
      expect(code).toBe(1);
      return stderr;
    };
    expect(await importErrors(...lines.slice(0, -1))).toMatch(
      /^changed\.jsonl: INVALID_DOCUMENT the export is incomplete/,
    );
    expect(await importErrors(...lines.slice(0, 2), ...lines.slice(3))).toMatch(
      /^changed\.jsonl:\d+:1: INVALID_DOCUMENT the export is incomplete: expected \d+ lines before "end", found \d+\n$/,
    );
    expect(await importErrors(...lines.slice(1))).toMatch(
      /^changed\.jsonl:1:1: INVALID_DOCUMENT the line "entity" is allowed only in an export/,
    );
    const edited = lines.map((line) => line.replace('"kind":"STATE"', '"kind":"STAT"'));
    expect(await importErrors(...edited)).toMatch(
      /^changed\.jsonl: INVALID_DOCUMENT the export is damaged: its checksum is \w+, expected \w+; .*\n$/,
    );
    const odd = edited.map((line) => line.replace(/,"crc32":"\w+"/, ''));
    expect(await importErrors(...odd)).toMatch(
      /^changed\.jsonl:2:\d+: INVALID_DOCUMENT .*did you mean STATE\? \(entity\.kind\)/,
    );
  });
});
