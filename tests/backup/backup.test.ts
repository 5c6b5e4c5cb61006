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
import { run, start } from '../cli/run.js';
import { standing } from '../export/standing.js';
import { citation, claim, document, folderOf } from '../ingest/documents.js';
import { acknowledged, evidenceByArticle } from '../ingest/evidence-by-article.js';
import { article } from '../store-contract/articles.js';

const ALL = 'CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';
const RUNS = Number(process.env.ASCRIBE_KILL_RUNS ?? 6);

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function within<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(at(file));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
const stands = (file: string) => within(file, (store) => standing(store));
const put = (file: string, ...slugs: string[]) =>
  within(file, (store) => store.write((writer) => writer.put(slugs.map((slug) => article(slug)))));
const historyIn = (file: string) =>
  within(file, async (store) => {
    const { items } = await store.listClaims(
      { statuses: ['CONFIRMED', 'REPORTED'] },
      { first: 10, after: null },
    );
    return store.historyOf(items.map(({ id }) => id));
  });

describe('a backup of a file', () => {
  it('restores to a store that is the same, with its history', async () => {
    await put('a.db', 'one');
    await put('a.db', 'two');
    expect(await run(['backup', at('b.db'), '--store', at('a.db')])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['restore', at('b.db'), '--store', at('c.db')])).toMatchObject({ code: 0, stderr: '' });
    expect(await stands('c.db')).toEqual(await stands('a.db'));
    expect(await historyIn('c.db')).toEqual(await historyIn('a.db'));
    expect((await historyIn('c.db'))[0]).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('taken while articles are imported has each that was acknowledged before, whole, and none in part', async () => {
    const quotes = ['accused Arland', 'paying the River Front', 'Arland denies', 'Seven people died'];
    const articles = Array.from({ length: 1500 }, (_, index) =>
      document({
        article: { id: `courier-${index}` },
        claims: ['FUNDS', 'ARMS', 'TRAINS'].map((predicate) =>
          claim({ predicate, citations: quotes.map((quote) => citation({ quote })) }),
        ),
      }),
    );
    const input = join(folderOf({ 'many.jsonl': articles }), 'many.jsonl');
    let acknowledgedBefore: string[] = [];
    let backup: ReturnType<typeof run> | undefined;
    const { ended } = start(['import', input, '--store', at('a.db'), '--verbose'], {
      watch: (stdout) => {
        if (backup !== undefined || acknowledged(stdout).length < 200) return;
        acknowledgedBefore = acknowledged(stdout);
        backup = run(['backup', at('b.db'), '--store', at('a.db')]);
      },
    });
    expect((await ended).code).toBe(0);
    expect(await backup).toMatchObject({ code: 0, stderr: '' });
    const held = await evidenceByArticle(at('b.db'));
    const whole = `3 claims, ${3 * quotes.length} citations`;
    expect(acknowledgedBefore.filter((id) => held.get(id) !== whole)).toEqual([]);
    expect([...held].filter(([, one]) => one !== whole)).toEqual([]);
    expect(held.size).toBeLessThan(1500);
  }, 120_000);

  it('is not written over a file that is there, unless by force', async () => {
    await put('a.db', 'one');
    writeFileSync(at('b.db'), 'mine');
    const refused = await run(['backup', at('b.db'), '--store', at('a.db')]);
    expect(refused).toMatchObject({
      code: 1,
      stderr: `ascribe: BAD_CONFIGURATION ${at('b.db')} is there already; --force replaces it\n`,
    });
    expect(readFileSync(at('b.db'), 'utf8')).toBe('mine');
    expect((await run(['backup', at('b.db'), '--store', at('a.db'), '--force'])).code).toBe(0);
    expect(await stands('b.db')).toEqual(await stands('a.db'));
  });

  it('of a store that is not there is refused, and makes none', async () => {
    const refused = await run(['backup', at('b.db'), '--store', at('none.db')]);
    expect(refused.code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a restoration', () => {
  beforeEach(async () => {
    await put('a.db', 'one', 'two');
    await run(['backup', at('b.db'), '--store', at('a.db')]);
  });
  const refused = async (file: string, target: string, ...more: string[]) => {
    const { code, stderr } = await run(['restore', at(file), '--store', at(target), ...more]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ascribe: [A-Z_]+ [^\n]+\n$/);
    return stderr;
  };

  it('takes an export of all statuses too, and refuses one that leaves out claims', async () => {
    await run(['export', '--statuses', ALL, '--output', at('all.jsonl'), '--store', at('a.db')]);
    await run(['export', '--statuses', 'CONFIRMED', '--output', at('some.jsonl'), '--store', at('a.db')]);
    expect((await run(['restore', at('all.jsonl'), '--store', at('c.db')])).code).toBe(0);
    expect(await stands('c.db')).toEqual(await stands('a.db'));
    expect(await refused('some.jsonl', 'd.db')).toContain('BAD_INPUT');
    expect(existsSync(at('d.db'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('is refused where the store holds anything, unless by force', async () => {
    await put('c.db', 'three');
    const before = await stands('c.db');
    expect(await refused('b.db', 'c.db')).toContain('--force');
    expect(await stands('c.db')).toEqual(before);
    expect((await run(['restore', at('b.db'), '--store', at('c.db'), '--force'])).code).toBe(0);
    expect(await stands('c.db')).toEqual(await stands('a.db'));
  });

  it('is refused where somebody has the store open, also by force', async () => {
    await put('c.db', 'three');
    await within('c.db', async (store) => {
      expect(await refused('b.db', 'c.db', '--force')).toContain('locked');
      expect(await store.countArticles({})).toBe(1);
    });
  });

  it('of a file that is damaged, cut off, foreign or not there is refused in one line, and changes nothing', async () => {
    await run(['export', '--statuses', ALL, '--output', at('all.jsonl'), '--store', at('a.db')]);
    const bytes = readFileSync(at('b.db'));
    writeFileSync(
      at('bits.db'),
      bytes.map((byte, index) => (index > 20_000 && index < 60_000 ? byte ^ 0x5a : byte)),
    );
    writeFileSync(at('cut.db'), bytes.subarray(0, bytes.length - 8192));
    writeFileSync(at('cut.jsonl'), readFileSync(at('all.jsonl'), 'utf8').split('\n').slice(0, -2).join('\n'));
    writeFileSync(at('lost.jsonl'), readFileSync(at('all.jsonl'), 'utf8').replace(/\n.*"article".*\n/, '\n'));
    writeFileSync(at('text.db'), 'some text');
    const other = new Database(at('other.db'));
    other.exec('CREATE TABLE song (title TEXT)');
    other.close();
    await put('c.db', 'three');
    const before = await stands('c.db');
    for (const file of ['bits.db', 'cut.db', 'cut.jsonl', 'lost.jsonl', 'text.db', 'other.db', 'none.db']) {
      await refused(file, 'c.db', '--force');
      await refused(file, 'new.db');
      expect(existsSync(at('new.db')), file).toBe(false);
    }
    expect(await stands('c.db')).toEqual(before);
  }, 180_000);

  it('replaces by force a store that is damaged, and its log', async () => {
    await put('c.db', 'three');
    truncateSync(at('c.db'), 10_000);
    writeFileSync(at('c.db-wal'), 'of the store before');
    await refused('b.db', 'c.db');
    expect((await run(['restore', at('b.db'), '--store', at('c.db'), '--force'])).code).toBe(0);
    expect(await stands('c.db')).toEqual(await stands('a.db'));
  });

  it('to where the log of a lost store was left does not take it for its own', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `lost-${index}`);
    await within('lost.db', async (store) => {
      await store.write((writer) => writer.put(many.map((slug) => article(slug))));
      for (const end of ['-wal', '-shm']) copyFileSync(at(`lost.db${end}`), at(`c.db${end}`));
    });
    expect(statSync(at('c.db-wal')).size).toBeGreaterThan(0);
    expect(await run(['restore', at('b.db'), '--store', at('c.db')])).toMatchObject({ code: 0, stderr: '' });
    expect(await stands('c.db')).toEqual(await stands('a.db'));
    const database = new Database(at('c.db'));
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  });

  it('that is killed leaves the old store or the new one, whole', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `article-${index}`);
    await put('big.db', ...many);
    await run(['export', '--statuses', ALL, '--output', at('big.jsonl'), '--store', at('big.db')]);
    await run(['backup', at('big-backup.db'), '--store', at('big.db')]);
    await put('c.db', 'three');
    const old = await stands('c.db');
    const fresh = await stands('big.db');
    const seen = { old: 0, fresh: 0 };
    for (const file of ['big-backup.db', 'big.jsonl']) {
      await run(['restore', at('b.db'), '--store', at('timed.db')]);
      const began = performance.now();
      await run(['restore', at(file), '--store', at('timed.db'), '--force']);
      const duration = performance.now() - began;
      for (let round = 0; round < RUNS; round++) {
        rmSync(at('c.db'), { force: true });
        await put('c.db', 'three');
        const { child, ended } = start(['restore', at(file), '--store', at('c.db'), '--force']);
        setTimeout(() => child.kill('SIGKILL'), duration * (0.5 + round / RUNS));
        await ended;
        const now = await stands('c.db');
        if (now.articles.items.length === 1) {
          expect(now).toEqual(old);
          seen.old++;
        } else {
          expect(now).toEqual(fresh);
          seen.fresh++;
        }
        expect(statSync(at('c.db')).size).toBeGreaterThan(0);
      }
    }
    console.log(`killed ${2 * RUNS} restorations: ${seen.old} left the old store, ${seen.fresh} the new one`);
  }, 240_000);
});
