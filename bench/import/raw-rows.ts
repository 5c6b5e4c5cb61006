import { rmSync } from 'node:fs';
import Database from 'libsql';

type Row = readonly unknown[];
interface Insert {
  readonly sql: string;
  readonly rows: readonly Row[];
}

/**
 * Writes all rows of a store, search indexes included, to a new database with the same tables and indexes, with libsql alone, and prints the
 * CPU time that this took: `node …/raw-rows.js STORE TRANSACTIONS`. Reading the rows does not count.
 */
const [from = '', transactions = '1'] = process.argv.slice(2);
const store = new Database(from, { readonly: true });
const to = `${from}.raw`;
rmSync(to, { force: true });
const raw = new Database(to);
try {
  console.log(JSON.stringify({ cpuMs: copyRows(readInserts(), Number(transactions)) }));
} finally {
  raw.close();
  store.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
}

/** Copies a part of each table in each transaction, as an import does. */
function copyRows(inserts: readonly Insert[], count: number): number {
  // The pragmas of the store, without foreign keys: a part may refer to a later one.
  raw.exec(
    'PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_mode = WAL',
  );
  for (const { sql } of all(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%\\_tokens\\_%' ESCAPE '\\'",
  ))
    raw.exec(String(sql));
  const statements = inserts.map(({ sql, rows }) => ({ statement: raw.prepare(sql), rows }));
  const before = process.cpuUsage();
  for (let part = 0; part < count; part += 1) {
    raw.exec('BEGIN IMMEDIATE');
    for (const { statement, rows } of statements) {
      const [start, end] = [part, part + 1].map((one) => Math.floor((one * rows.length) / count));
      for (let index = start as number; index < (end as number); index += 1)
        statement.run(rows[index] as Row[]);
    }
    raw.exec('COMMIT');
  }
  raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function readInserts(): Insert[] {
  const tables = all(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE '%\\_tokens\\_%' ESCAPE '\\'
       AND name <> 'state'`,
  ).map(({ name }) => String(name));
  const indexes = all("SELECT name FROM sqlite_schema WHERE sql LIKE '%VIRTUAL%'").map(({ name }) =>
    String(name),
  );
  return [...tables.map(readTable), ...indexes.map(readIndex)].filter(({ rows }) => rows.length > 0);
}

function readTable(table: string): Insert {
  const columns = all(`SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => String(name));
  const select = store.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).raw();
  return {
    sql: `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`,
    rows: (select.all() as Row[]).map((row) =>
      row.map((value) => (value instanceof ArrayBuffer ? Buffer.from(value) : value)),
    ),
  };
}

/** The words of each document of a search index. Its numbers are in order within each transaction, as an import by hand would sort them. */
function readIndex(table: string): Insert {
  const words = new Database(from);
  words.exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, ${table}, instance)`);
  const documents = new Map<bigint, string[]>();
  const instances = words.prepare('SELECT doc, term FROM temp.words').safeIntegers().raw();
  for (const row of instances.iterate() as Iterable<[bigint, string]>) {
    const known = documents.get(row[0]);
    if (known === undefined) documents.set(row[0], [row[1]]);
    else known.push(row[1]);
  }
  words.close();
  const sorted = [...documents].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = sorted.map(([row, terms]) => [row, terms.join(' ')] as const);
  return {
    sql: `INSERT INTO ${table} (rowid, tokens) VALUES (?, ?)`,
    rows: table !== 'text_tokens' ? spread(rows, Number(transactions)) : rows,
  };
}

/** Every nth row, then every nth from the second: the ids of quotes are in no order. */
function spread<T>(rows: readonly T[], n: number): T[] {
  return Array.from({ length: n }, (_, start) => rows.filter((_row, index) => index % n === start)).flat();
}

function all(sql: string): Record<string, unknown>[] {
  return store.prepare(sql).all() as Record<string, unknown>[];
}
