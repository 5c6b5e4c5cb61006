import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeFolder } from '../remove-folder.js';
import { runCli } from './run-cli.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ascribe-cli-convert-'));
  writeFileSync(join(cwd, 'claims.csv'), readFileSync('mappings/claims-table.csv'));
});
afterEach(() => removeFolder(cwd));
const ascribe = (...args: string[]) => runCli(args, { cwd });

describe('ascribe convert', () => {
  it('writes articles that ascribe import takes', async () => {
    const { code, stdout, stderr } = await ascribe('convert', '--map', 'claims-table', 'claims.csv');
    expect([code, stderr]).toEqual([0, '3 rows: 1 article, 2 claims, 3 citations\n']);
    writeFileSync(join(cwd, 'claims.jsonl'), stdout);
    expect(await ascribe('import', 'claims.jsonl', '--store', 'a.db')).toMatchObject({ code: 0 });
  });

  it('writes a file and a report, and replaces a file only with --force', async () => {
    const args = [
      'convert',
      '--map',
      'claims-table',
      'claims.csv',
      '--output',
      'all.jsonl',
      '--report',
      'lost.json',
    ];
    expect(await ascribe(...args)).toMatchObject({ code: 0, stdout: '' });
    expect(JSON.parse(readFileSync(join(cwd, 'lost.json'), 'utf8'))).toMatchObject({
      rows: 3,
      lost: { columns: [] },
    });
    expect(await ascribe(...args)).toMatchObject({ code: 1 });
    expect(await ascribe(...args, '--force')).toMatchObject({ code: 0 });
    expect(readdirSync(cwd).sort()).toEqual(['all.jsonl', 'claims.csv', 'lost.json']);
  });

  it('shows the first ten articles for reading, and writes no file', async () => {
    const { code, stdout } = await ascribe(
      'convert',
      '--map',
      'claims-table',
      'claims.csv',
      '--dry-run',
      '--output',
      'all.jsonl',
    );
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ ascribe: 1 })]);
    expect(stdout).toContain('\n  "article": {\n');
    expect(readdirSync(cwd)).toEqual(['claims.csv']);
  });

  it('exits with 1 after a mistake in a row or in the mapping, and with 2 after wrong usage', async () => {
    writeFileSync(
      join(cwd, 'bad.csv'),
      readFileSync('mappings/claims-table.csv', 'utf8').replace(',accused by', ',acused by'),
    );
    const { code, stdout, stderr } = await ascribe('convert', '--map', 'claims-table', 'bad.csv');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^bad\.csv:2: INVALID_DOCUMENT .*did you mean ACCUSED_BY_AUTHORITIES\? \(row 1, .*modality\)\n/,
    );
    writeFileSync(join(cwd, 'map.yaml'), 'mapping: 1\nname: x\n');
    expect(await ascribe('convert', '--map', 'map.yaml', 'claims.csv')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^map\.yaml:1:1: INVALID_DOCUMENT "article" is missing/),
    });
    for (const args of [[], ['claims.csv'], ['--map', 'claims-table']])
      expect(await ascribe('convert', ...args)).toMatchObject({ code: 2, stdout: '' });
  });

  it('prints the JSON Schema of mappings', async () => {
    const { stdout } = await ascribe('convert', '--schema');
    expect(JSON.parse(stdout)).toMatchObject({
      title: 'ascribe mapping, version 1',
      additionalProperties: false,
    });
  });
});
