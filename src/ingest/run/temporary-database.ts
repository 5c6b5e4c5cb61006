import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';

/** A database on disk, with these tables, that vanishes with the process, in one transaction that never ends. */
export function openTemporaryDatabase(tables: string): {
  readonly db: Database.Database;
  readonly close: () => void;
} {
  // Not `new Database('')`: libsql is built to keep temporary databases in memory.
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-staging-'));
  const db = new Database(join(folder, 'staging.db'));
  db.exec(`
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    ${tables}
    BEGIN;
  `);
  removeFolder(folder);
  return {
    db,
    close: () => {
      db.close();
      removeFolder(folder);
    },
  };
}

/** Done as soon as the file is open: however the process ends, nothing is left. Where that cannot be, done again at the close. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // In use, on a system that does not remove what is open.
  }
}

export interface DocumentRow {
  readonly seq: number;
  readonly place: string;
  readonly body: string;
  readonly claims: number;
}

/** What a batch holds at most; a single document may be larger. */
const BATCH_LIMITS = { documents: 50, claims: 2_000, characters: 4_000_000 };

/** Rows in batches; `next` gives the first after a `seq`. */
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
