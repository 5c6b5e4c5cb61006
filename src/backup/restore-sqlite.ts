import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { formatDiagnostic } from '../documents/diagnostic.js';
import { AscribeError } from '../domain/errors.js';
import { writeFileAtomic } from '../files/atomic-file.js';
import { importPaths } from '../ingest/run/import-run.js';
import {
  prepareForReplacement,
  removeJournalFiles,
  requireIntact,
} from '../store/sqlite/connection/backup.js';
import { openSqlite } from '../store/sqlite/index.js';
import type { Store } from '../store/store.js';
import type { detectBackupFormat } from './detect-format.js';

/**
 * Puts a backup in the place of an SQLite file: made whole beside it, and given its name in one step, so that whatever stops it leaves the old
 * store or the new. Throws where the backup is damaged, or the file is in use; STORE_UNUSABLE where it holds anything, unless by `force`.
 */
export async function restoreSqlite(
  backup: string,
  format: ReturnType<typeof detectBackupFormat>,
  target: string,
  force: boolean,
): Promise<void> {
  const isThere = existsSync(target);
  if (isThere) prepareTarget(target, force);
  await writeFileAtomic(target, isThere, async (temporary) => {
    if (format === 'sqlite') await copyDatabase(backup, temporary);
    else await importInto(temporary, backup);
    requireIntact(temporary, backup);
    // Again, as it took a while: what was written meanwhile must not be lost unseen.
    const damaged = isThere && prepareTarget(target, force) === 'damaged';
    // A log whose database is gone would be taken for that of the new one.
    if (damaged || !existsSync(target)) removeJournalFiles(target);
  });
}

/** Throws STORE_UNUSABLE where it may not be replaced. */
function prepareTarget(target: string, force: boolean): 'empty' | 'full' | 'damaged' {
  const held = inspectTarget(target, force);
  if (held === 'full' && !force)
    throw new AscribeError('STORE_UNUSABLE', `${target} holds a store; --force replaces it by the backup`);
  return held;
}

function inspectTarget(target: string, force: boolean): ReturnType<typeof prepareTarget> {
  try {
    return prepareForReplacement(target);
  } catch (error) {
    // One that is in use, or another program's, stays.
    if (force && isDamaged(error)) return 'damaged';
    throw error;
  }
}

function isDamaged(error: unknown): boolean {
  const { code = '' } = ((error as AscribeError).cause ?? {}) as { readonly code?: string };
  return /NOTADB|CORRUPT/.test(code);
}

async function importInto(file: string, backup: string): Promise<void> {
  const store = await openSqlite(file);
  try {
    await importAtomically(store, backup);
  } finally {
    await store.close();
  }
  // So that all of it is in this one file.
  prepareForReplacement(file);
}

async function copyDatabase(backup: string, to: string): Promise<void> {
  if (existsSync(`${backup}-wal`))
    throw new AscribeError(
      'BAD_INPUT',
      `${backup} is in use, or was left in the middle, so the file alone is not all of it; expected a file of ascribe backup`,
    );
  await copyFile(backup, to);
}

/** In one transaction. Throws INVALID_DOCUMENT for what is wrong with the backup. */
export async function importAtomically(store: Store, backup: string): Promise<void> {
  const { problems, problemCount, stopped } = await importPaths(store, [backup], { allOrNothing: true });
  if (stopped !== null) throw stopped;
  const [first] = problems;
  if (first === undefined) return;
  const more = problemCount > 1 ? `, and ${problemCount - 1} more problems` : '';
  throw new AscribeError(
    'INVALID_DOCUMENT',
    `the backup is damaged, and nothing was restored: ${formatDiagnostic(first)}${more}`,
  );
}
