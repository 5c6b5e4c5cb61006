import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import { removeFolder } from '../remove-folder.js';
import { article } from '../store-contract/article-builder.js';
import { readerPids } from './slow-store.js';

describe('opening an SQLite database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ascribe-test-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o755);
    removeFolder(folder);
  });
  const at = (name: string) => join(folder, name);

  it('creates the file and its folder, and returns the same records after a restart', async () => {
    const file = at('deep/down/ascribe.db');
    const first = await openStore(file);
    await first.write((writer) => writer.put([article('one')]));
    await first.close();
    const reopened = await openStore(file);
    expect(await reopened.count('articles', {})).toBe(1);
    await reopened.close();
  });

  it('rejects a database of a newer version, with a one-line reason', async () => {
    await (await openStore(at('new.db'))).close();
    const database = new Database(at('new.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openStore(at('new.db'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(
        /^.*new\.db was written by a newer ascribe \(schema 99; this version knows \d+\).*$/,
      ),
    });
  });

  it('says that another build wrote a database whose tables are not those of this one', async () => {
    const written = await openStore(at('other-build.db'));
    await written.write((writer) => writer.put([article('one')]));
    await written.close();
    const database = new Database(at('other-build.db'));
    database.exec('ALTER TABLE article RENAME COLUMN key TO number');
    database.close();
    const store = await openStore(at('other-build.db'));
    const expected = {
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(/^[^\n]*\(no such column: [^\n]*another build of ascribe wrote it/),
    };
    await expect(store.write((writer) => writer.put([article('two')]))).rejects.toMatchObject(expected);
    await store.close();
  });

  it('rejects a file that is not a database, with a one-line reason, and does not change it', async () => {
    writeFileSync(at('notes.txt'), 'These are notes of mine, and not a database at all.\n'.repeat(50));
    const before = readFileSync(at('notes.txt'), 'utf8');
    await expect(openStore(at('notes.txt'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(/notes\.txt is not an SQLite database/),
    });
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe(before);
  });

  it('rejects a database of a different program, with a one-line reason', async () => {
    const database = new Database(at('other.db'));
    database.exec('CREATE TABLE mine (a)');
    database.close();
    await expect(openStore(at('other.db'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(/other\.db is a database of another program/),
    });
  });

  it('rejects a path that is a folder or leads through a file, with a one-line reason', async () => {
    mkdirSync(at('folder.db'));
    writeFileSync(at('file'), '');
    for (const path of [at('folder.db'), join(at('file'), 'ascribe.db')]) {
      await expect(openStore(path)).rejects.toMatchObject({
        code: 'STORE_UNUSABLE',
        message: expect.stringContaining(path),
      });
    }
  });

  // Root may write to any folder, except those of the kernel.
  it('rejects a read-only folder, with a one-line reason', async () => {
    const locked = process.getuid?.() === 0 ? '/sys/ascribe' : at('locked');
    if (locked === at('locked')) mkdirSync(locked, 0o500);
    await expect(openStore(join(locked, 'ascribe.db'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(/cannot be (opened|written)/),
    });
  });

  it('answers reads during an import with the state before it', async () => {
    const store = await openStore(at('ascribe.db'));
    await store.write((writer) => writer.put([article('one')]));
    await store.write(async (writer) => {
      await writer.put([article('two')]);
      expect(await store.count('articles', {})).toBe(1);
    });
    expect(await store.count('articles', {})).toBe(2);
    await store.close();
  });

  it('lets two connections write one after the other', async () => {
    const [one, two] = [await openStore(at('ascribe.db')), await openStore(at('ascribe.db'))];
    await Promise.all(
      [one, two].map((store, index) => store.write((writer) => writer.put([article(`n${index}`)]))),
    );
    expect([await one.count('articles', {}), await two.count('articles', {})]).toEqual([2, 2]);
    await Promise.all([one.close(), two.close()]);
  });

  it('reads, tells its write position and answers health checks by one process while it is not busy', async () => {
    const store = await openStore(at('ascribe.db'));
    await store.writePosition();
    await store.count('sources', {});
    await store.ping();
    expect(readerPids(at('ascribe.db'))).toHaveLength(1);
    await store.close();
  });

  it('rejects reads after it was closed', async () => {
    const store = await openStore(at('ascribe.db'));
    await store.close();
    await expect(store.count('sources', {})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
