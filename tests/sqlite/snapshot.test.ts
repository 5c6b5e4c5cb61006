import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#ascribe/store/sqlite/connection/connection.js';
import { openSqlite } from '#ascribe/store/sqlite/index.js';
import { sqliteReads } from '#ascribe/store/sqlite/read/read-port.js';
import type { Reads } from '#ascribe/store/store.js';
import { removeFolder } from '../remove-folder.js';
import { article, entity } from '../store-contract/article-builder.js';

const PAGE = { first: 10, after: null };
const REPORTED = { statuses: ['REPORTED' as const] };

/** Writes by a different connection. Each changes every record that a read may return. */
const WRITES = {
  'changes all statuses': 'UPDATE claim SET status_rank = 4',
  'deletes all records': 'DELETE FROM claim; DELETE FROM citation; DELETE FROM entity; DELETE FROM article',
};

/** Reads that run several statements. */
const READS: Readonly<Record<string, (reads: Reads) => Promise<unknown>>> = {
  'the timeline': (reads) => reads.timeline(REPORTED, PAGE),
  'the timeline of an entity': (reads) => reads.timeline({ ...REPORTED, entityIds: ['arland'] }, PAGE),
  'a search for names': (reads) => reads.search('arland', REPORTED, PAGE),
  'a search in quotes': (reads) => reads.search('words', REPORTED, PAGE),
  annotations: (reads) => reads.annotations(REPORTED.statuses, 10, null),
  'claims with related records': (reads) =>
    reads.claimsOf(['arland'], 'BOTH', REPORTED, PAGE, {
      endpoints: true,
      citations: { page: PAGE, articles: true, speakers: true },
    }),
  paths: (reads) =>
    reads.paths(
      { fromId: 'arland', toId: 'blast', maxLength: 2, limit: 5, avoid: [], through: [] },
      'BOTH',
      REPORTED,
    ),
};

describe('a read on SQLite while others write', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
    file = join(folder, 'ascribe.db');
    const store = await openSqlite(file);
    await store.write((writer) =>
      writer.put([
        article('one', {
          entities: [entity('arland'), entity('blast', 'ATTACK')],
          says: [
            { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
            { subjectId: 'arland', predicate: 'PERPETRATED', objectId: 'blast' },
          ],
        }),
      ]),
    );
    await store.close();
  });
  afterEach(() => removeFolder(folder));

  /** Returns the result of a read, while a different connection commits this write after its first statement. */
  async function readDuring(read: (reads: Reads) => Promise<unknown>, write?: string): Promise<unknown> {
    const db = connect(file, false);
    const other = new Database(file);
    other.exec('PRAGMA foreign_keys = OFF');
    let pendingWrite = write;
    const all: typeof db.all = (...args) => {
      const rows = db.all(...args);
      if (pendingWrite !== undefined) other.exec(pendingWrite);
      pendingWrite = undefined;
      return rows;
    };
    try {
      return await read(sqliteReads({ ...db, all }, 'now'));
    } finally {
      db.close();
      other.close();
    }
  }

  for (const [effect, write] of Object.entries(WRITES))
    for (const [name, read] of Object.entries(READS))
      it(`sees one state: ${name}, while a writer ${effect}`, async () => {
        const before = await readDuring(read);
        expect(JSON.stringify(before)).toMatch(/arland|blast|words/);
        expect(await readDuring(read, write)).toEqual(before);
      });
});
