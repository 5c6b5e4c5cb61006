import { openTemporaryDatabase } from '../../ingest/run/temporary-database.js';
import type { JsonObject } from '../objects/json-items.js';

export const STIX_ID = /^[a-z][a-z0-9-]{1,248}--[0-9a-fA-F-]{36}$/;

/** A text property; null if it is absent, empty or no text. */
export const textOf = (object: JsonObject, key: string): string | null => {
  const value = object[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};

export const numberOf = (object: JsonObject, key: string): number | null => {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The texts of a list; other items are left out. */
export const textsOf = (object: JsonObject, key: string): readonly string[] => {
  const value = object[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

/** The maps of a list. */
export const mapsOf = (object: JsonObject, key: string): readonly JsonObject[] => {
  const value = object[key];
  return Array.isArray(value)
    ? value.filter(
        (item): item is JsonObject => item !== null && typeof item === 'object' && !Array.isArray(item),
      )
    : [];
};

/** Objects on disk by their id, the latest version of each. */
export function openObjectStage() {
  const { db, close } = openTemporaryDatabase(`
    CREATE TABLE object (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, type TEXT NOT NULL, modified TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX object_type ON object (type, seq);
    CREATE TABLE mention (target TEXT, seq INTEGER, id TEXT, PRIMARY KEY (target, seq, id)) WITHOUT ROWID;
    CREATE TABLE written (id TEXT PRIMARY KEY) WITHOUT ROWID;`);
  const insert = db.prepare(`INSERT INTO object VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    modified = excluded.modified, body = excluded.body WHERE excluded.modified > modified`);
  const mention = db.prepare('INSERT OR IGNORE INTO mention VALUES (?, ?, ?)');
  const byId = db.prepare('SELECT body FROM object WHERE id = ?');
  const next = db.prepare('SELECT seq, body FROM object WHERE type = ? AND seq > ? ORDER BY seq LIMIT 1');
  const types = db.prepare('SELECT DISTINCT type FROM object ORDER BY type');
  const mentions = db.prepare(
    'SELECT object.body AS body FROM mention JOIN object ON object.id = mention.id WHERE target = ? AND object.type = ? ORDER BY mention.seq LIMIT 100',
  );
  const nextPlaced = db.prepare(
    `SELECT mention.seq AS seq, mention.id AS id, object.body AS body FROM mention JOIN object ON object.id = mention.id
    WHERE target = ? AND (mention.seq, mention.id) > (?, ?) ORDER BY mention.seq, mention.id LIMIT 1`,
  );
  const written = db.prepare('INSERT OR IGNORE INTO written VALUES (?)');
  let seq = 0;
  const parse = (row: unknown): JsonObject | null =>
    row === undefined ? null : (JSON.parse((row as { body: string }).body) as JsonObject);
  return {
    /** `refs`: ids of objects that it is about. */
    add(id: string, type: string, object: JsonObject, refs: readonly string[]): void {
      insert.run(id, ++seq, type, textOf(object, 'modified') ?? '', JSON.stringify(object));
      for (const target of refs) mention.run(target, seq, id);
    },
    /** Gives an object, which is added too, a place in a list. */
    place(list: string, at: number, id: string): void {
      mention.run(list, at, id);
    },
    /** The objects of a list in their order. */
    *placed(list: string): Generator<JsonObject> {
      for (let last = { seq: -1, id: '' }; ; ) {
        const row = nextPlaced.get(list, last.seq, last.id) as ({ body: string } & typeof last) | undefined;
        if (row === undefined) return;
        last = row;
        yield JSON.parse(row.body) as JsonObject;
      }
    },
    get: (id: string): JsonObject | null => parse(byId.get(id)),
    types: (): readonly string[] => (types.all() as { type: string }[]).map(({ type }) => type),
    *ofType(type: string): Generator<JsonObject> {
      for (let last = 0; ; ) {
        const row = next.get(type, last) as { seq: number; body: string } | undefined;
        if (row === undefined) return;
        last = row.seq;
        yield JSON.parse(row.body) as JsonObject;
      }
    },
    /** The objects of a type that are about this one, at most 100. */
    mentioning: (target: string, type: string): readonly JsonObject[] =>
      (mentions.all(target, type) as { body: string }[]).map(({ body }) => JSON.parse(body) as JsonObject),
    /** Whether something of this id is written for the first time. */
    isFirst: (id: string): boolean => Number(written.run(id).changes) > 0,
    close,
  };
}

export type ObjectStage = ReturnType<typeof openObjectStage>;
