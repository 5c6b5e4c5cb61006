import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import { MIGRATIONS, migrate } from '#ascribe/store/sqlite/schema/migrate.js';
import { requireAscribeDatabase } from '#ascribe/store/sqlite/schema/prepare.js';
import { writeTempFolder } from '../ingest/document-builder.js';
import { article } from '../store-contract/article-builder.js';

/** A step that fails if it runs twice. */
const ADD_NOTES = `
  ALTER TABLE source ADD COLUMN note TEXT NOT NULL DEFAULT 'none';
  CREATE TABLE applied (at TEXT NOT NULL) STRICT;
  INSERT INTO applied VALUES ('once');
`;
const FAIL_HALFWAY = 'CREATE TABLE half (id TEXT) STRICT; INSERT INTO missing VALUES (1)';
const SUCCEED = 'CREATE TABLE half (id TEXT) STRICT';

let file: string;
let open: Database.Database[];
beforeEach(async () => {
  open = [];
  file = join(writeTempFolder({}), 'a.db');
  const store = await openStore(file);
  await store.write((writer) => writer.put([article('one')]));
  await store.close();
});
afterEach(() => {
  for (const database of open) database.close();
});

function openDatabase(): Database.Database {
  const database = new Database(file);
  open.push(database);
  return database;
}

const versionOf = (database: Database.Database) =>
  (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
const tablesOf = (database: Database.Database) =>
  (database.prepare('SELECT name FROM sqlite_schema').all() as { name: string }[]).map(({ name }) => name);

it('creates a database of version 1', () => {
  expect(MIGRATIONS).toHaveLength(1);
  expect(versionOf(openDatabase())).toBe(1);
});

it('applies a new step once and keeps the data', () => {
  for (let opening = 0; opening < 3; opening += 1) migrate(openDatabase(), [...MIGRATIONS, ADD_NOTES]);
  const database = openDatabase();
  expect(versionOf(database)).toBe(2);
  expect(database.prepare('SELECT at FROM applied').all()).toHaveLength(1);
  expect(database.prepare('SELECT id, note FROM source').all()).toMatchObject([
    { id: 'source:one', note: 'none' },
  ]);
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
});

it('rolls back an interrupted step and resumes there', () => {
  const interrupted = new Database(file);
  expect(() => migrate(interrupted, [...MIGRATIONS, ADD_NOTES, FAIL_HALFWAY])).toThrow(/missing/);
  interrupted.close();

  const database = openDatabase();
  expect(versionOf(database)).toBe(2);
  expect(tablesOf(database)).toContain('applied');
  expect(tablesOf(database)).not.toContain('half');

  migrate(database, [...MIGRATIONS, ADD_NOTES, SUCCEED]);
  expect(versionOf(database)).toBe(3);
  expect(tablesOf(database)).toContain('half');
  expect(database.prepare('SELECT at FROM applied').all()).toHaveLength(1);
});

it('rejects a database with an unknown step', async () => {
  const database = openDatabase();
  migrate(database, [...MIGRATIONS, ADD_NOTES]);
  expect(() => requireAscribeDatabase(database, file, [...MIGRATIONS, ADD_NOTES])).not.toThrow();
  await expect(openStore(file)).rejects.toMatchObject({
    code: 'STORE_UNUSABLE',
    message: expect.stringContaining('schema 2; this version knows 1'),
  });
});
