import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';
import { asDamage, damageError } from '../../damage.js';
import { migrate, readPragma } from '../schema/migrate.js';
import { requireAscribeDatabase, requireHeldWords } from '../schema/prepare.js';
import { openExisting } from './open-existing.js';
import { requireIntactLog } from './write-ahead-log.js';

/** How long a writer waits for another process to finish its transaction. */
const BUSY_TIMEOUT_MS = 60_000;
/** 32 MB of log, as an import writes many pages again and again: the file then gets only the last of each. */
const CHECKPOINT_PAGES = 8000;
/** How long the last checkpoint waits for other processes that read. */
const CHECKPOINT_TIMEOUT_MS = 1000;

export type Row = Record<string, unknown>;

/** A connection that prepares each statement once. */
export interface SqliteConnection {
  all(sql: string, ...parameters: unknown[]): Row[];
  run(sql: string, ...parameters: unknown[]): void;
  close(): void;
  /** Moves the write-ahead log into the file as far as no other process reads it, so that the file alone is complete; then closes. */
  checkpointAndClose(): void;
}

/**
 * Opens the file; with `create`, creates, migrates or checks it first. Throws STORE_UNUSABLE with a one-line reason if it cannot be used.
 */
export function connect(file: string, create: boolean): SqliteConnection {
  return wrapDatabase(openDatabase(file, create));
}

export function wrapDatabase(database: Database.Database): SqliteConnection {
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
    checkpointAndClose: () => {
      try {
        database.exec(`PRAGMA busy_timeout = ${CHECKPOINT_TIMEOUT_MS}`);
        database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      } catch {
        // On a full disk: the write-ahead log still has everything.
      }
      database.close();
    },
  };
}

function openDatabase(file: string, create: boolean): Database.Database {
  try {
    if (create) mkdirSync(dirname(resolve(file)), { recursive: true });
    // Before SQLite sees the log: it would drop what follows a damaged place without a word.
    if (create) requireIntactLog(file);
    const options = { timeout: BUSY_TIMEOUT_MS };
    const database = create ? new Database(file, options) : openExisting(file, options);
    // FULL: a commit is on the disk before it is acknowledged. WAL (below): readers never wait for the writer.
    database.exec(
      `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
       PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
    );
    requireAscribeDatabase(database, file);
    database.exec('PRAGMA journal_mode = WAL');
    if (create) {
      migrate(database);
      requireHeldWords(database, file);
      requireSoundFile(database, file);
    }
    // Off during the migration, as a step may replace tables that others refer to.
    database.exec('PRAGMA foreign_keys = ON');
    return database;
  } catch (cause) {
    throw unusableError(file, cause);
  }
}

/** Larger files take longer to check than most commands run: a service checks them in the background. */
const MAX_CHECKED_BYTES = 32 * 1024 * 1024;

/** Throws STORE_UNUSABLE if the pages and indexes of a small file contradict each other: a damaged index hides records without an error. */
function requireSoundFile(database: Database.Database, file: string): void {
  if (readPragma(database, 'page_count') * readPragma(database, 'page_size') > MAX_CHECKED_BYTES) return;
  const [problem] = findDamagedPages(database, 1);
  if (problem !== undefined) throw damageError(`${file} is damaged: the file: ${problem}`);
}

/** Problems of the pages, indexes and search indexes, at most `limit`. */
export function findDamagedPages(database: Database.Database, limit: number): string[] {
  // A message may quote what is damaged, so it is read as bytes.
  const rows = database
    .prepare(`SELECT CAST(integrity_check AS BLOB) AS message FROM pragma_integrity_check(${limit})`)
    .all() as { message: ArrayBuffer }[];
  return rows
    .map(({ message }) => Buffer.from(message).toString().replaceAll('\n', ' '))
    .filter((message) => message !== 'ok');
}

/** Converts an error of SQLite or of the file system to STORE_UNUSABLE with a one-line reason. */
export function unusableError(file: string, cause: unknown): AscribeError {
  if (cause instanceof AscribeError) return cause;
  const { code = '', message = '' } = cause as { code?: string; message?: string };
  const reason =
    UNUSABLE_REASONS.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1] ??
    `cannot be opened (${code || message})`;
  const error = new AscribeError('STORE_UNUSABLE', `${file} ${reason}`, { cause });
  return DAMAGED.test(`${code} ${message}`) ? asDamage(error) : error;
}

const DAMAGED = /NOTADB|not a database|CORRUPT|malformed/i;

const UNUSABLE_REASONS: readonly [RegExp, string][] = [
  [
    DAMAGED,
    'is not an SQLite database, or is damaged; expected a database of ascribe or a path without a file',
  ],
  [/EISDIR|is a directory/i, 'is a folder; expected the path of a file'],
  [
    /READONLY|readonly|EACCES|EROFS|EPERM/i,
    'cannot be written: the file or its folder is read-only for this user',
  ],
  [
    /CANTOPEN|unable to open|ENOTDIR|EEXIST/i,
    'cannot be opened: its folder cannot be created or written, or the path is a folder',
  ],
  [
    /BUSY|locked/i,
    'is locked by another process; stop the service or command that has it open, and try again',
  ],
];
