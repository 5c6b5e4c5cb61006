import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { runCli } from './run-cli.js';

describe('ascribe erase', () => {
  const ids = ['--store', 'a.db', '--reason', 'PRIVACY', '--by', 'L. Tarn'];
  const bytes = (folder: string) =>
    readdirSync(folder)
      .filter((file) => file.startsWith('a.db'))
      .map((file) => readFileSync(join(folder, file), 'latin1').toLowerCase())
      .join('');

  it('prints what would go, erases it with --yes, and leaves no byte of it', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument() });
    const run = (...args: string[]) => runCli(args, { cwd: folder });
    await run('import', 'in', '--store', 'a.db');
    const dry = await run('erase', 'article:courier-1', ...ids);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toMatch(
      /^would erase article:courier-1 from sqlite a\.db: 1 citation, 1 claim\nwith it, as nothing else uses them: arland, blast, river-front, source:courier\nnothing was erased; add --yes/,
    );
    expect(bytes(folder)).toContain('paying the river front');

    const { code, stdout } = await run('erase', 'article:courier-1', ...ids, '--yes', '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        erasure: { id: 'article:courier-1', reason: 'PRIVACY', erasedBy: 'L. Tarn' },
        citations: 1,
        preview: false,
      },
    ]);
    for (const words of ['paying', 'harbour', 'river front', 'sele'])
      expect(bytes(folder)).not.toContain(words);
    const again = await run('erase', 'article:courier-1', ...ids, '--yes');
    expect(again.stdout).toMatch(
      /^article:courier-1 was erased before, on \d{4}-\d\d-\d\d \(PRIVACY\), by L\. Tarn\n$/,
    );
    for (const command of ['import', 'check']) {
      const refused = await run(command, 'in', '--store', 'a.db');
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringMatching(/in\/a\.json:1:\d+: ERASED article:courier-1 was erased on .* \(article\.id\)/),
      ]);
    }
  });

  it('erases an entity, whose claims and declarations then are refused', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument() });
    const run = (...args: string[]) => runCli(args, { cwd: folder });
    await run('import', 'in', '--store', 'a.db');
    const { stdout } = await run('erase', 'entity:river-front', ...ids, '--yes');
    expect(stdout).toMatch(/^erased river-front from sqlite a\.db: 1 citation, 1 claim\n$/);
    expect(bytes(folder)).not.toContain('paying');
    const { stderr } = await run('import', 'in', '--store', 'a.db');
    expect(stderr).toMatch(/ERASED river-front was erased .* \(entities\[1\]\.id\)/);
  });

  it('exits with 2 on wrong usage, and with 1 for an unknown id or store', async () => {
    const folder = writeTempFolder({ 'in/a.json': buildDocument() });
    const run = (...args: string[]) => runCli(args, { cwd: folder });
    for (const args of [
      ['river-front', ...ids],
      ['source:courier', ...ids],
      ['article:courier-1', '--reason', 'BORED'],
      ['article:courier-1'],
    ])
      expect([args, (await run('erase', ...args)).code]).toEqual([args, 2]);
    expect((await run('erase', 'article:none', ...ids)).stderr).toMatch(
      /^ascribe: STORE_UNUSABLE a\.db does not exist/,
    );
    await run('import', 'in', '--store', 'a.db');
    expect((await run('erase', 'article:none', ...ids)).stderr).toMatch(
      /^ascribe: NOT_FOUND no article has the id article:none/,
    );
  });
});
