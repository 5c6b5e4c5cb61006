import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { runCli, startCli } from '../cli/run-cli.js';
import { readStoreContents } from '../export/store-contents.js';
import { countEvidenceByArticle, importedArticleIds } from '../ingest/count-evidence.js';
import { buildCitation, buildClaim, buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { removeFolder } from '../remove-folder.js';
import { rounds } from '../rounds.js';
import { article } from '../store-contract/article-builder.js';

const ALL = 'CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';
const RUNS = rounds(3);

let folder: string;
const pathOf = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-backup-'));
});
afterEach(() => removeFolder(folder));

async function withStoreAt<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(pathOf(file));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
const readContentsAt = (file: string) => withStoreAt(file, (store) => readStoreContents(store));
const put = (file: string, ...slugs: string[]) =>
  withStoreAt(file, (store) => store.write((writer) => writer.put(slugs.map((slug) => article(slug)))));
const readHistoryAt = (file: string) =>
  withStoreAt(file, async (store) => {
    const { items } = await store.list(
      'claims',
      { statuses: ['CONFIRMED', 'REPORTED'] },
      { first: 10, after: null },
    );
    return store.historyOf(items.map(({ id }) => id));
  });

describe('a backup of an SQLite store', () => {
  it('restores the same records and history', async () => {
    await put('a.db', 'one');
    await put('a.db', 'two');
    expect(await runCli(['backup', pathOf('b.db'), '--store', pathOf('a.db')])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await runCli(['restore', pathOf('b.db'), '--store', pathOf('c.db')])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await readContentsAt('c.db')).toEqual(await readContentsAt('a.db'));
    expect(await readHistoryAt('c.db')).toEqual(await readHistoryAt('a.db'));
    expect((await readHistoryAt('c.db'))[0]).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('contains every article acknowledged before it began, and no partial article, during an import', async () => {
    const quotes = ['accused Arland', 'paying the River Front', 'Arland denies', 'Seven people died'];
    const articles = Array.from({ length: 1500 }, (_, index) =>
      buildDocument({
        article: { id: `courier-${index}` },
        claims: ['FUNDS', 'ARMS', 'TRAINS'].map((predicate) =>
          buildClaim({ predicate, citations: quotes.map((quote) => buildCitation({ quote })) }),
        ),
      }),
    );
    const input = join(writeTempFolder({ 'many.jsonl': articles }), 'many.jsonl');
    let acknowledgedBefore: string[] = [];
    let backup: ReturnType<typeof runCli> | undefined;
    const { ended } = startCli(['import', input, '--store', pathOf('a.db'), '--verbose'], {
      watch: (stdout) => {
        if (backup !== undefined || importedArticleIds(stdout).length < 200) return;
        acknowledgedBefore = importedArticleIds(stdout);
        backup = runCli(['backup', pathOf('b.db'), '--store', pathOf('a.db')]);
      },
    });
    expect((await ended).code).toBe(0);
    expect(await backup).toMatchObject({ code: 0, stderr: '' });
    const stored = await countEvidenceByArticle(pathOf('b.db'));
    const whole = `3 claims, ${3 * quotes.length} citations`;
    expect(acknowledgedBefore.filter((id) => stored.get(id) !== whole)).toEqual([]);
    expect([...stored].filter(([, counts]) => counts !== whole)).toEqual([]);
    expect(stored.size).toBeLessThan(1500);
  });

  it('replaces an existing file only with --force', async () => {
    await put('a.db', 'one');
    writeFileSync(pathOf('b.db'), 'mine');
    const result = await runCli(['backup', pathOf('b.db'), '--store', pathOf('a.db')]);
    expect(result).toMatchObject({
      code: 1,
      stderr: `ascribe: BAD_CONFIGURATION ${pathOf('b.db')} already exists; --force replaces it\n`,
    });
    expect(readFileSync(pathOf('b.db'), 'utf8')).toBe('mine');
    expect((await runCli(['backup', pathOf('b.db'), '--store', pathOf('a.db'), '--force'])).code).toBe(0);
    expect(await readContentsAt('b.db')).toEqual(await readContentsAt('a.db'));
  });

  it('rejects a store that does not exist, and creates no file', async () => {
    const result = await runCli(['backup', pathOf('b.db'), '--store', pathOf('none.db')]);
    expect(result.code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('ascribe restore', () => {
  beforeEach(async () => {
    await put('a.db', 'one', 'two');
    await runCli(['backup', pathOf('b.db'), '--store', pathOf('a.db')]);
  });
  const restoreError = async (file: string, target: string, ...more: string[]) => {
    const { code, stderr } = await runCli(['restore', pathOf(file), '--store', pathOf(target), ...more]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: [A-Z_]+ [^\n]+\n$/);
    return stderr;
  };

  it('accepts an export of all statuses, and rejects one that leaves out claims', async () => {
    await runCli(['export', '--statuses', ALL, '--output', pathOf('all.jsonl'), '--store', pathOf('a.db')]);
    await runCli([
      'export',
      '--statuses',
      'CONFIRMED',
      '--output',
      pathOf('some.jsonl'),
      '--store',
      pathOf('a.db'),
    ]);
    expect((await runCli(['restore', pathOf('all.jsonl'), '--store', pathOf('c.db')])).code).toBe(0);
    expect(await readContentsAt('c.db')).toEqual(await readContentsAt('a.db'));
    expect(await restoreError('some.jsonl', 'd.db')).toContain('BAD_INPUT');
    expect(existsSync(pathOf('d.db'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('replaces a store that is not empty only with --force', async () => {
    await put('c.db', 'three');
    const before = await readContentsAt('c.db');
    expect(await restoreError('b.db', 'c.db')).toContain('--force');
    expect(await readContentsAt('c.db')).toEqual(before);
    expect((await runCli(['restore', pathOf('b.db'), '--store', pathOf('c.db'), '--force'])).code).toBe(0);
    expect(await readContentsAt('c.db')).toEqual(await readContentsAt('a.db'));
  });

  it('rejects a store that is in use, even with --force', async () => {
    await put('c.db', 'three');
    await withStoreAt('c.db', async (store) => {
      expect(await restoreError('b.db', 'c.db', '--force')).toContain('locked');
      expect(await store.count('articles', {})).toBe(1);
    });
  });

  it('rejects a file that is damaged, cut off, of a different program or missing, in one line, and changes nothing', async () => {
    await runCli(['export', '--statuses', ALL, '--output', pathOf('all.jsonl'), '--store', pathOf('a.db')]);
    const bytes = readFileSync(pathOf('b.db'));
    writeFileSync(
      pathOf('bits.db'),
      bytes.map((byte, index) => (index > 20_000 && index < 60_000 ? byte ^ 0x5a : byte)),
    );
    writeFileSync(pathOf('cut.db'), bytes.subarray(0, bytes.length - 8192));
    writeFileSync(
      pathOf('cut.jsonl'),
      readFileSync(pathOf('all.jsonl'), 'utf8').split('\n').slice(0, -2).join('\n'),
    );
    writeFileSync(
      pathOf('lost.jsonl'),
      readFileSync(pathOf('all.jsonl'), 'utf8').replace(/\n.*"article".*\n/, '\n'),
    );
    writeFileSync(pathOf('text.db'), 'some text');
    const other = new Database(pathOf('other.db'));
    other.exec('CREATE TABLE song (title TEXT)');
    other.close();
    await put('c.db', 'three');
    const before = await readContentsAt('c.db');
    for (const file of ['bits.db', 'cut.db', 'cut.jsonl', 'lost.jsonl', 'text.db', 'other.db', 'none.db']) {
      await restoreError(file, 'c.db', '--force');
      await restoreError(file, 'new.db');
      expect(existsSync(pathOf('new.db')), file).toBe(false);
    }
    expect(await readContentsAt('c.db')).toEqual(before);
  });

  it('replaces a damaged store and its WAL file with --force', async () => {
    await put('c.db', 'three');
    truncateSync(pathOf('c.db'), 10_000);
    writeFileSync(pathOf('c.db-wal'), 'old log');
    await restoreError('b.db', 'c.db');
    expect((await runCli(['restore', pathOf('b.db'), '--store', pathOf('c.db'), '--force'])).code).toBe(0);
    expect(await readContentsAt('c.db')).toEqual(await readContentsAt('a.db'));
  });

  it('ignores the WAL file of a deleted store at the target', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `lost-${index}`);
    await withStoreAt('lost.db', async (store) => {
      await store.write((writer) => writer.put(many.map((slug) => article(slug))));
      for (const suffix of ['-wal', '-shm'])
        copyFileSync(pathOf(`lost.db${suffix}`), pathOf(`c.db${suffix}`));
    });
    expect(statSync(pathOf('c.db-wal')).size).toBeGreaterThan(0);
    expect(await runCli(['restore', pathOf('b.db'), '--store', pathOf('c.db')])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await readContentsAt('c.db')).toEqual(await readContentsAt('a.db'));
    const database = new Database(pathOf('c.db'));
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  });

  it('leaves either the old or the new store complete when it is killed', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `article-${index}`);
    await put('big.db', ...many);
    await runCli(['export', '--statuses', ALL, '--output', pathOf('big.jsonl'), '--store', pathOf('big.db')]);
    await runCli(['backup', pathOf('big-backup.db'), '--store', pathOf('big.db')]);
    await put('c.db', 'three');
    const old = await readContentsAt('c.db');
    const restored = await readContentsAt('big.db');
    const outcomes = { old: 0, restored: 0 };
    for (const file of ['big-backup.db', 'big.jsonl']) {
      await runCli(['restore', pathOf('b.db'), '--store', pathOf('timed.db')]);
      const start = performance.now();
      await runCli(['restore', pathOf(file), '--store', pathOf('timed.db'), '--force']);
      const duration = performance.now() - start;
      for (let round = 0; round < RUNS; round++) {
        rmSync(pathOf('c.db'), { force: true });
        await put('c.db', 'three');
        const { child, ended } = startCli(['restore', pathOf(file), '--store', pathOf('c.db'), '--force']);
        setTimeout(() => child.kill('SIGKILL'), duration * (0.5 + round / RUNS));
        await ended;
        const now = await readContentsAt('c.db');
        if (now.articles.items.length === 1) {
          expect(now).toEqual(old);
          outcomes.old++;
        } else {
          expect(now).toEqual(restored);
          outcomes.restored++;
        }
        expect(statSync(pathOf('c.db')).size).toBeGreaterThan(0);
      }
    }
    console.log(
      `killed ${2 * RUNS} restorations: ${outcomes.old} left the old store, ${outcomes.restored} the new one`,
    );
  });
});
