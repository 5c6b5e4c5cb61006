import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { openStore } from '#ascribe/store/open.js';
import { MIGRATIONS } from '#ascribe/store/sqlite/schema/schema.js';
import { writeTempFolder } from '../ingest/document-builder.js';
import { article } from '../store-contract/article-builder.js';

const EVERY = Object.keys(STATUSES) as ClaimStatus[];
const APPLICATION_ID = 0x41534352;
const WRITTEN = '2031-01-01T00:00:00.000Z';

/** A database as the first version wrote it, with one article that makes one claim, brought as far as `version`. */
function databaseOf(version: number): string {
  const file = join(writeTempFolder({}), 'a.db');
  const db = new Database(file);
  db.exec(`PRAGMA foreign_keys = OFF; PRAGMA application_id = ${APPLICATION_ID}; ${MIGRATIONS[0]}`);
  const insert = (table: string, ...values: unknown[]) =>
    db.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`).run(values);
  const { article: record, source, entities, claims } = article('one');
  for (const { id, kind, name } of entities) {
    const declarations = { kind, names: [[name, 1]], aliases: [], descriptions: [], identifiers: [] };
    insert('entity', id, kind, name, '[]', null, '[]', JSON.stringify(declarations));
  }
  const graded = { names: [[source.name, 1]], reliabilities: [['B', 1]], affiliations: [] };
  insert('source', source.id, source.name, 'B', null, JSON.stringify(graded));
  insert(
    'article',
    record.id,
    source.id,
    record.title,
    'NEWS',
    null,
    null,
    '1',
    JSON.stringify(record),
    'x',
    JSON.stringify({ source, entities }),
  );
  for (const { id, subjectId, predicate, objectId, citations } of claims) {
    insert('claim', id, subjectId, predicate, objectId, null, 1, 1, 35, WRITTEN);
    for (const citation of citations)
      insert('citation', citation.id, id, record.id, 2, JSON.stringify(citation));
    const change = {
      at: WRITTEN,
      from: null,
      to: { status: 'REPORTED', confidence: 65 },
      cause: { kind: 'IMPORT', articleIds: [record.id] },
    };
    insert('claim_change', 1, id, JSON.stringify(change));
  }
  for (const step of MIGRATIONS.slice(1, version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${version}`);
  db.close();
  return file;
}

it.each(MIGRATIONS.map((_, index) => index + 1))(
  'a database of version %i is brought to this one with all that it holds',
  async (version) => {
    const file = databaseOf(version);
    const store = await openStore(file);
    const [claim] = (await store.listClaims({ statuses: EVERY }, { first: 9, after: null })).items;
    expect(claim).toMatchObject({ status: 'REPORTED', confidence: 65, soleArticleId: 'article:one' });
    const id = claim?.id ?? '';
    expect((await store.evidenceOf([id]))[0]).toMatchObject([{ live: true, sourceId: 'source:one' }]);
    expect((await store.historyOf([id]))[0]).toMatchObject([{ to: { status: 'REPORTED' } }]);
    expect(await store.countEntities({})).toBe(2);
    const found = async (text: string) =>
      (await store.search(text, { statuses: EVERY }, { first: 9, after: null })).items;
    expect(await found('erland')).toMatchObject([{ entity: { id: 'arland' } }]);
    expect(await found('title')).toMatchObject([{ article: { id: 'article:one' } }]);
    expect(await found('words')).toMatchObject([{ citation: { quote: 'words 0' } }]);
    await store.write((writer) =>
      writer.retract({ articleId: 'article:one', reason: 'made up', analyst: 'ada', includeDerived: false }),
    );
    expect((await store.claims([id]))[0]).toMatchObject({ status: 'RETRACTED' });
    await store.close();

    const db = new Database(file);
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    // None is left from the making of others, and what refers to a table refers to it by its own name.
    const made = db.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE '%\\_next%' ESCAPE '\\'").all();
    expect(made).toEqual([]);
    db.close();
  },
);
