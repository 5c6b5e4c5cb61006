import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';

/** Opens a database on disk with these tables. It is deleted when it is closed or the process ends. */
export function openTemporaryDatabase(tables: string): {
  readonly db: Database.Database;
  readonly close: () => void;
} {
  // Not `new Database('')`: libsql keeps temporary databases in memory.
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-staging-'));
  const db = new Database(join(folder, 'staging.db'));
  db.exec(`
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    ${tables}
    BEGIN;
  `);
  // Removed while it is open, so that nothing remains if the process is killed.
  removeFolder(folder);
  return {
    db,
    close: () => {
      db.close();
      removeFolder(folder);
    },
  };
}

/** The same in memory, for what is small. */
export function openMemoryDatabase(tables: string): ReturnType<typeof openTemporaryDatabase> {
  const db = new Database(':memory:');
  db.exec(tables);
  return { db, close: () => db.close() };
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Some systems cannot remove an open file; `close` tries again.
  }
}

export interface DocumentRow {
  readonly seq: number;
  /** A SourceLocation as JSON. */
  readonly location: string;
  readonly body: string;
  readonly claims: number;
}

/**
 * The size of a batch, which is one transaction; a single document may be larger. A larger batch derives a claim that several of its documents
 * make once, and saves once what they declare about an entity.
 */
const BATCH_LIMITS = { documents: 100, claims: 2_000, characters: 4_000_000 };

/** Groups rows into batches. `next` returns the first row after a `seq`. */
export function* batchRows(
  next: (seq: number) => DocumentRow | undefined,
): Generator<readonly DocumentRow[]> {
  let batch: DocumentRow[] = [];
  let claims = 0;
  let characters = 0;
  for (let row = next(0); row !== undefined; row = next(row.seq)) {
    claims += row.claims;
    characters += row.body.length;
    const full =
      batch.length >= BATCH_LIMITS.documents ||
      claims > BATCH_LIMITS.claims ||
      characters > BATCH_LIMITS.characters;
    if (full && batch.length > 0) {
      yield batch;
      batch = [];
      claims = row.claims;
      characters = row.body.length;
    }
    batch.push(row);
  }
  if (batch.length > 0) yield batch;
}
