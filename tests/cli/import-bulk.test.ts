import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { runCli } from './run-cli.js';

const bad = buildDocument({ article: { id: 'courier-2', genre: 'NEWZ' } });

// tests/neo4j/bulk-load.test.ts loads such files into Neo4j.
describe('ascribe import --bulk', () => {
  it('writes files and a script that names each of them, and says what to do next', async () => {
    const cwd = writeTempFolder({ 'in/a.json': buildDocument() });
    const { code, stdout, stderr } = await runCli(['import', 'in', '--bulk', 'out/bulk'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^1 article in 1 file, for files in out\/bulk: 1 created\n1 claim, 1 citation\n/);
    expect(stdout).toMatch(
      /\d+ nodes and \d+ relationships are in files for an empty Neo4j database\. Next:\n/,
    );
    expect(stdout).toContain('sh out/bulk/import.sh');
    const folder = join(cwd, 'out/bulk');
    const script = readFileSync(join(folder, 'import.sh'), 'utf8');
    expect(statSync(join(folder, 'import.sh')).mode & 0o100).toBe(0o100);
    const files = readdirSync(folder).filter((name) => name !== 'import.sh');
    expect(files.filter((name) => !name.endsWith('.csv'))).toEqual([]);
    for (const name of files) expect(script).toContain(`$here/${name}`);
  });

  it('reports problems to the line, exits with 1 and writes the other articles', async () => {
    const cwd = writeTempFolder({ 'in/a.json': buildDocument(), 'in/b.json': bad });
    const { code, stdout, stderr } = await runCli(['import', 'in', '--bulk', 'bulk'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^in\/b\.json:1:\d+: INVALID_DOCUMENT expected one of NEWS, .* \(article\.genre\)\n$/,
    );
    expect(stdout).toContain('1 created, 1 failed');
    expect(readFileSync(join(cwd, 'bulk/Article.csv'), 'utf8')).toContain('article:courier-1');
  });

  it('prints one JSON object and nothing else with --json', async () => {
    const cwd = writeTempFolder({ 'in/a.json': buildDocument() });
    const { code, stdout } = await runCli(['import', 'in', '--bulk', 'bulk', '--json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ articles: { created: 1 } });
  });

  it('leaves the folder empty if no article is imported', async () => {
    const cwd = writeTempFolder({ 'in/b.json': bad });
    const { code, stderr } = await runCli(['import', 'in', '--bulk', 'bulk'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'INVALID_DOCUMENT no files for Neo4j were written to bulk: no article was imported; expected at least one valid article',
    );
    expect(readdirSync(join(cwd, 'bulk'))).toEqual([]);
  });

  it('refuses a folder that is not empty, and a file', async () => {
    const cwd = writeTempFolder({ 'in/a.json': buildDocument(), 'full/kept.txt': 'kept' });
    const refused = await runCli(['import', 'in', '--bulk', 'full'], { cwd });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      'ascribe: BAD_CONFIGURATION cannot write files for Neo4j to full: it contains kept.txt; expected a new or empty folder\n',
    );
    expect(readdirSync(join(cwd, 'full'))).toEqual(['kept.txt']);
    const onFile = await runCli(['import', 'in', '--bulk', 'in/a.json'], { cwd });
    expect(onFile).toMatchObject({ code: 1, stderr: expect.stringContaining('BAD_CONFIGURATION') });
    expect(onFile.stderr).toContain('it is a file');
  });

  it.each([['--store', 'a.db'], ['--replace']])(
    'refuses %s, which has no effect with it',
    async (...more) => {
      const cwd = writeTempFolder({ 'in/a.json': buildDocument() });
      const { code, stderr } = await runCli(['import', 'in', '--bulk', 'bulk', ...more], { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /^ascribe: WRONG_USAGE option '--bulk <folder>' cannot be used with option '--(store|replace)/,
      );
      expect(readdirSync(cwd)).toEqual(['in']);
    },
  );

  it('names a list that contains the separator of lists', async () => {
    const document = buildDocument({ article: { authors: ['A\u001fB'] } });
    const cwd = writeTempFolder({ 'in/a.json': document });
    const { code, stdout, stderr } = await runCli(['import', 'in', '--bulk', 'bulk'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('INVALID_DOCUMENT the list ["A\\u001fB"] contains the control character U+001F');
    expect(readdirSync(join(cwd, 'bulk'))).toEqual([]);
  });
});
