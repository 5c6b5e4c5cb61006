import { existsSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { formatDiagnostic } from '../documents/diagnostic.js';
import { AscribeError } from '../domain/errors.js';
import { resolveLinks, writeFileAtomic } from '../files/atomic-file.js';
import { importPaths } from '../ingest/run/import-run.js';
import { isDamage } from '../store/damage.js';
import { removeJournalFiles } from '../store/sqlite/connection/backup.js';
import { openSqlite } from '../store/sqlite/index.js';
import { maintain } from '../store/sqlite/maintenance.js';
import type { Store } from '../store/store.js';
import type { detectBackupFormat } from './detect-format.js';

/**
 * Replaces an SQLite file with a backup in one step: an interruption leaves the old store or the new one. Throws BAD_INPUT or INVALID_DOCUMENT
 * if the backup is damaged, and STORE_UNUSABLE if the target is in use, or not empty and not `force`.
 */
export async function restoreSqlite(
  backup: string,
  format: ReturnType<typeof detectBackupFormat>,
  target: string,
  force: boolean,
  signal: AbortSignal,
): Promise<void> {
  const exists = existsSync(target);
  if (exists) await prepareTarget(target, force);
  await writeFileAtomic(target, exists, async (temporary) => {
    try {
      if (format === 'sqlite') await copyDatabase(backup, temporary);
      else await importInto(temporary, backup, signal);
      await maintain(temporary, 'requireIntact', backup);
      signal.throwIfAborted();
    } finally {
      removeJournalFiles(temporary);
    }
    // Check again: data written in the meantime must not be lost silently.
    const damaged = exists && (await prepareTarget(target, force)) === 'damaged';
    // SQLite would apply the journal of a missing database to the new one.
    if (damaged || !existsSync(target)) removeJournalFiles(resolveLinks(target));
  });
}

type TargetState = 'empty' | 'full' | 'damaged';

/** Throws STORE_UNUSABLE if the target may not be replaced. */
async function prepareTarget(target: string, force: boolean): Promise<TargetState> {
  const state = await inspectTarget(target, force);
  if (state === 'full' && !force)
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${target} already has a store; --force replaces it with the backup`,
    );
  return state;
}

async function inspectTarget(target: string, force: boolean): Promise<TargetState> {
  try {
    return await maintain(target, 'prepareForReplacement');
  } catch (error) {
    // A file in use, or of another program, is never replaced.
    if (force && isDamage(error)) return 'damaged';
    throw error;
  }
}

async function importInto(file: string, backup: string, signal: AbortSignal): Promise<void> {
  const store = await openSqlite(file);
  try {
    await importAtomically(store, backup, signal);
  } finally {
    await store.close();
  }
  // Moves the journal into the file.
  await maintain(file, 'prepareForReplacement');
}

async function copyDatabase(backup: string, to: string): Promise<void> {
  // An empty log has nothing that the file has not.
  if ((statSync(`${resolveLinks(backup)}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new AscribeError(
      'BAD_INPUT',
      `${backup} is in use or was not closed, so the file alone is incomplete; expected a file written by ascribe backup`,
    );
  await copyFile(backup, to);
}

/** Imports a backup in one transaction. Throws INVALID_DOCUMENT if it is damaged, and the reason of the signal if that stopped it. */
export async function importAtomically(store: Store, backup: string, signal: AbortSignal): Promise<void> {
  const options = { allOrNothing: true, signal };
  const { problems, problemCount, stopped } = await importPaths(store, [backup], options);
  if (stopped !== null) throw stopped;
  signal.throwIfAborted();
  const [first] = problems;
  if (first === undefined) return;
  const more = problemCount > 1 ? `, and ${problemCount - 1} more problems` : '';
  throw new AscribeError(
    'INVALID_DOCUMENT',
    `the backup is damaged, and nothing was restored: ${formatDiagnostic(first)}${more}`,
  );
}
