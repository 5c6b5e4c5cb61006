import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentJsonSchema } from '#ascribe/ingest/format/json-schema.js';
import { removeFolder } from '../remove-folder.js';
import { runCli } from './run-cli.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ascribe-init-'));
});
afterEach(() => removeFolder(cwd));
const ascribe = (...args: string[]) => runCli(args, { cwd });

describe('ascribe init', () => {
  it('makes a folder whose example passes all checks and whose first line names its JSON Schema', async () => {
    const made = await ascribe('init', 'work/annotations');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const folder = join(cwd, 'work/annotations');
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'annotated-article.schema.json', 'articles']);
    const example = readFileSync(join(folder, 'articles/example.yaml'), 'utf8');
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(example) ?? [];
    expect(JSON.parse(readFileSync(join(folder, 'articles', schema), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(documentJsonSchema())),
    );
    const checked = await ascribe('check', 'work/annotations/articles', '--lint', '--require-text');
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('lint: no warnings') });
    expect(checked.stdout).toContain('1 valid');
  });

  it('makes an example in which each claim has the status that its comments promise', async () => {
    await ascribe('init', 'a');
    await ascribe('import', 'a/articles', '--store', 'a.db');
    const { stdout } = await ascribe('export', '--statuses', 'ALLEGED', '--store', 'a.db');
    expect(stdout).toContain('"predicate":"PERPETRATED"');
    expect(stdout).not.toContain('"predicate":"KILLED"');
  });

  it('makes a README whose commands exist', async () => {
    await ascribe('init', 'a');
    const readme = readFileSync(join(cwd, 'a/README.md'), 'utf8');
    const commands = [...readme.matchAll(/^npx ascribe (\w+)(.*?)(?:#|>|$)/gm)];
    expect(commands.map(([, name]) => name)).toEqual(['check', 'import', 'serve', 'check']);
    for (const [, name = '', args = ''] of commands) {
      const help = (await ascribe(name, '--help')).stdout;
      for (const option of args.match(/--[\w-]+/g) ?? []) expect(help).toContain(option);
    }
  });

  it('makes a table to fill in, which the commands of its README import without a loss', async () => {
    const made = await ascribe('init', 'sheet', '--table');
    expect(made).toEqual({
      code: 0,
      stdout: 'sheet: read README.md, then fill in claims.csv\n',
      stderr: '',
    });
    const folder = join(cwd, 'sheet');
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'claims.csv']);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const commands = [...readme.matchAll(/^npx ascribe (.*?)(?:#.*)?$/gm)].map(([, args = '']) =>
      args.trim().split(/ +/),
    );
    expect(commands.map(([name]) => name)).toEqual(['convert', 'check', 'import', 'serve']);
    for (const args of commands.slice(0, 3)) {
      const { code, stdout } = await runCli(args, { cwd: folder });
      expect([args, code, stdout]).toEqual([args, 0, expect.not.stringMatching(/problem/)]);
    }
    expect(JSON.parse(readFileSync(join(folder, 'lost.json'), 'utf8'))).toMatchObject({
      claims: 2,
      citations: 3,
      problems: 0,
      lost: { columns: [], values: [] },
    });
    const { stdout } = await runCli(['export', '--statuses', 'CONFIRMED,REPORTED'], { cwd: folder });
    expect(stdout).not.toContain('"predicate":"FUNDS"');
  });

  it('makes a README that explains every column of the table', async () => {
    await ascribe('init', 'sheet', '--table');
    const [header = ''] = readFileSync(join(cwd, 'sheet/claims.csv'), 'utf8').slice(1).split('\n');
    const rows = readFileSync(join(cwd, 'sheet/README.md'), 'utf8').match(/^\| `.*?\|/gm) ?? [];
    const explained = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(explained.sort()).toEqual(header.split(',').sort());
  });

  it('changes nothing in a folder that has files, and says what it expected', async () => {
    mkdirSync(join(cwd, 'mine'));
    writeFileSync(join(cwd, 'mine/notes.txt'), 'mine');
    expect(await ascribe('init', 'mine')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'ascribe: BAD_CONFIGURATION mine is not empty; expected a new folder or an empty one\n',
    });
    expect(readdirSync(join(cwd, 'mine'))).toEqual(['notes.txt']);
    expect(await ascribe('init', 'mine/notes.txt')).toMatchObject({ code: 1, stdout: '' });
    expect(await ascribe('init')).toMatchObject({ code: 2 });
  });
});
