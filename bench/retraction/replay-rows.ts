import Database from 'libsql';
import { hasTimesInMs } from '#ascribe/store/sqlite/schema/as-of.js';

type Row = Readonly<Record<string, unknown>>;
interface TableWrite {
  readonly sql: string;
  readonly rows: readonly (readonly unknown[])[];
}

/** Writes the rows that one transaction of the store wrote to a second database, with libsql alone. */
export interface Replay {
  /** Replays the transaction with this timestamp, which changed the declarations of the entities and sources `declared`. */
  readonly replayTransaction: (
    at: string,
    declared: readonly string[],
  ) => { readonly ms: number; readonly rows: number };
  readonly close: () => void;
}

const RECORDS = ['source', 'entity', 'article', 'claim'];

export function openReplay(from: string, to: string): Replay {
  const port = new Database(from);
  const bare = new Database(to);
  // The pragmas of the store.
  bare.exec(
    'PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_mode = WAL',
  );
  const begin = bare.prepare('BEGIN IMMEDIATE');
  const commit = bare.prepare('COMMIT');
  return {
    replayTransaction: (at, declared) => {
      const writes = readWritesAt(port, at, declared).map(({ sql, rows }) => ({
        statement: bare.prepare(sql),
        rows,
      }));
      const start = performance.now();
      begin.run();
      for (const { statement, rows } of writes) for (const row of rows) statement.run(row);
      commit.run();
      return {
        ms: performance.now() - start,
        rows: writes.reduce((sum, { rows }) => sum + rows.length, 0),
      };
    },
    close: () => {
      port.close();
      bare.close();
    },
  };
}

/** The database takes bytes as buffers, and gives them as array buffers. */
const withBuffers = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof ArrayBuffer ? Buffer.from(value) : value,
    ]),
  );

function readWritesAt(db: Database.Database, at: string, declared: readonly string[]): TableWrite[] {
  const all = (sql: string, ...parameters: unknown[]) =>
    (db.prepare(sql).all(parameters) as Row[]).map(withBuffers);
  const columnsOf = (table: string) =>
    all(`SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => String(name));
  const insert = (table: string, rows: readonly Row[], columns: readonly string[]): TableWrite => ({
    sql: `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    rows: rows.map((row) => columns.map((column) => row[column])),
  });
  const update = (table: string, rows: readonly Row[], columns: readonly string[]): TableWrite => ({
    sql: `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    rows: rows.map((row) => [...columns.map((column) => row[column]), row.id]),
  });
  const timeIn = (table: string) => (hasTimesInMs(table) ? Date.parse(at) : at);
  const records = RECORDS.flatMap((table) => {
    const past = columnsOf(`${table}_version`);
    const columns = past.filter((name) => name !== 'replaced_at');
    const now = all(
      `SELECT ${columns} FROM ${table} WHERE recorded_at = ? UNION ALL SELECT ${columns} FROM ${table}_version WHERE recorded_at = ?`,
      timeIn(table),
      timeIn(table),
    );
    return [
      insert(
        `${table}_version`,
        all(`SELECT * FROM ${table}_version WHERE replaced_at = ?`, timeIn(table)),
        past,
      ),
      update(
        table,
        now,
        columns.filter((name) => name !== 'id'),
      ),
    ];
  });
  const declarations = ['source', 'entity'].map((table) =>
    update(
      table,
      all(
        `SELECT id, declarations FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(declared),
      ),
      ['declarations'],
    ),
  );
  const article = all('SELECT id, digest, declarations FROM article WHERE recorded_at = ?', at);
  const changes = columnsOf('claim_change').filter((name) => name !== 'number');
  return [
    ...records,
    ...declarations,
    update('article', article, ['digest', 'declarations']),
    insert('claim_change', all('SELECT * FROM claim_change WHERE at = ?', Date.parse(at)), changes),
    insert(
      'assessment',
      all('SELECT * FROM assessment WHERE at = ? OR ended_at = ?', at, at),
      columnsOf('assessment'),
    ),
  ].filter(({ rows }) => rows.length > 0);
}
