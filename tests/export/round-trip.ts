import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import { exportLines } from '#ascribe/export/export-lines.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { removeFolder } from '../remove-folder.js';

export async function exportToLines(store: Store, statuses: readonly ClaimStatus[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportLines(store, { statuses })) lines.push(line);
  return lines;
}

/** Without the first line, which has the time of the export, and the last, which has the checksum of all. */
export function recordLines(lines: readonly string[]): string[] {
  return lines.slice(1, -1);
}

/** Imports the lines of an export as `ascribe import` does, and fails on any problem. */
export async function importLines(store: Store, lines: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-export-'));
  try {
    const file = join(folder, 'all.jsonl');
    await writeFile(file, lines.join(''));
    const { problems, stopped } = await importPaths(store, [file]);
    if (stopped !== null) throw stopped;
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  } finally {
    removeFolder(folder);
  }
}
