import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { formatProblem } from '../documents/diagnostic.js';
import { AscribeError } from '../domain/errors.js';
import { wholeFile } from '../files/atomic-file.js';
import { loadPaths } from '../ingest/run/import-run.js';
import { release, removeLog, requireWhole } from '../store/sqlite/connection/backup.js';
import { openSqlite } from '../store/sqlite/index.js';
import type { Store } from '../store/store.js';
import type { kindOfBackup } from './kind-of-backup.js';

/**
 * Puts a backup in the place of an SQLite file: made whole beside it, and given its name in one step, so that whatever stops it leaves the old
 * store or the new. Throws where the backup is damaged, or the file is in use; STORE_UNUSABLE where it holds anything, unless by `force`.
 */
export async function restoreFile(
  backup: string,
  kind: ReturnType<typeof kindOfBackup>,
  target: string,
  force: boolean,
): Promise<void> {
  const isThere = existsSync(target);
  if (isThere) makeWay(target, force);
  await wholeFile(target, isThere, async (temporary) => {
    if (kind === 'sqlite') await copyDatabase(backup, temporary);
    else await importInto(temporary, backup);
    requireWhole(temporary, backup);
    // Again, as it took a while: what was written meanwhile must not be lost unseen.
    const damaged = isThere && makeWay(target, force) === 'damaged';
    // A log whose database is gone would be taken for that of the new one.
    if (damaged || !existsSync(target)) removeLog(target);
  });
}

/** Throws STORE_UNUSABLE where it may not be replaced. */
function makeWay(target: string, force: boolean): 'empty' | 'full' | 'damaged' {
  const held = stateOf(target, force);
  if (held === 'full' && !force)
    throw new AscribeError('STORE_UNUSABLE', `${target} holds a store; --force replaces it by the backup`);
  return held;
}

function stateOf(target: string, force: boolean): ReturnType<typeof makeWay> {
  try {
    return release(target);
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
    await importWhole(store, backup);
  } finally {
    await store.close();
  }
  // So that all of it is in this one file.
  release(file);
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
export async function importWhole(store: Store, backup: string): Promise<void> {
  const { problems, problemCount, stopped } = await loadPaths(store, [backup], { allOrNothing: true });
  if (stopped !== null) throw stopped;
  const [first] = problems;
  if (first === undefined) return;
  const more = problemCount > 1 ? `, and ${problemCount - 1} more problems` : '';
  throw new AscribeError(
    'INVALID_DOCUMENT',
    `the backup is damaged, and nothing was restored: ${formatProblem(first)}${more}`,
  );
}
