import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';
import { MIGRATIONS } from '../schema/schema.js';

/** "ASCR": says that the file is a database of ascribe. */
const APPLICATION_ID = 0x41534352;
/** How long a writer waits for another process to finish writing, in milliseconds. */
const BUSY_TIMEOUT_MS = 60_000;

export type Row = Record<string, unknown>;

/** A connection whose statements are prepared once. */
export interface SqliteConnection {
  all(sql: string, ...parameters: unknown[]): Row[];
  run(sql: string, ...parameters: unknown[]): void;
  close(): void;
}

/** Opens the file, made and migrated where `create`; throws STORE_UNUSABLE with one clear line where it cannot be used. */
export function connect(file: string, create: boolean): SqliteConnection {
  const database = openDatabase(file, create);
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    all: (sql, ...parameters) => prepared(sql).all(parameters) as Row[],
    run: (sql, ...parameters) => {
      prepared(sql).run(parameters);
    },
    close: () => database.close(),
  };
}

function openDatabase(file: string, create: boolean): Database.Database {
  try {
    if (create) mkdirSync(dirname(resolve(file)), { recursive: true });
    else if (!existsSync(file)) throw new AscribeError('STORE_UNUSABLE', `${file} does not exist`);
    const database = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    // Durable before it is acknowledged: each commit is on the disk (FULL), and readers never wait for it (WAL).
    database.exec(
      `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536`,
    );
    requireAscribeDatabase(database, file);
    database.exec('PRAGMA journal_mode = WAL');
    if (create) migrate(database);
    // Only now: a step makes tables anew to which others refer.
    database.exec('PRAGMA foreign_keys = ON');
    return database;
  } catch (cause) {
    throw unusableError(file, cause);
  }
}

/** Throws STORE_UNUSABLE for a database of another program, or of a newer ascribe. One without a table may become ours. */
export function requireAscribeDatabase(database: Database.Database, file: string): void {
  const id = readPragma(database, 'application_id');
  const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').all() as { n: number }[];
  if (id !== APPLICATION_ID && (id !== 0 || tables[0]?.n !== 0)) {
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${file} is a database of another program; expected one of ascribe, or a path where there is no file yet`,
    );
  }
  const version = readPragma(database, 'user_version');
  if (version > MIGRATIONS.length) {
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${file} was written by a newer ascribe (schema ${version}; this one knows ${MIGRATIONS.length}); update ascribe`,
    );
  }
}

/** Each step in a transaction of its own; the version is read again inside, as another process may have migrated meanwhile. */
function migrate(database: Database.Database): void {
  for (const [index, step] of MIGRATIONS.entries()) {
    if (readPragma(database, 'user_version') > index) continue;
    database.exec('BEGIN IMMEDIATE');
    if (readPragma(database, 'user_version') === index) {
      database.exec(`${step}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}`);
    }
    database.exec('COMMIT');
  }
}

function readPragma(database: Database.Database, name: string): number {
  const [row] = database.prepare(`PRAGMA ${name}`).all() as Row[];
  return Number(row?.[name]);
}

/** Why a file cannot be used, in one line. */
export function unusableError(file: string, cause: unknown): AscribeError {
  if (cause instanceof AscribeError) return cause;
  const { code = '', message = '' } = cause as { code?: string; message?: string };
  const why =
    UNUSABLE_REASONS.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1] ??
    `cannot be opened (${code || message})`;
  return new AscribeError('STORE_UNUSABLE', `${file} ${why}`, { cause });
}

const UNUSABLE_REASONS: readonly [RegExp, string][] = [
  [
    /NOTADB|not a database|CORRUPT|malformed/i,
    'is not an SQLite database, or a damaged one; expected a database of ascribe, or a path where there is no file yet',
  ],
  [/EISDIR|is a directory/i, 'is a folder; expected the path of a file'],
  [
    /READONLY|readonly|EACCES|EROFS|EPERM/i,
    'cannot be written: the file or its folder is read-only to this user',
  ],
  [
    /CANTOPEN|unable to open|ENOTDIR|EEXIST/i,
    'cannot be opened: its folder cannot be made or written, or the path is a folder',
  ],
  [/BUSY|locked/i, 'is locked by another process'],
];
