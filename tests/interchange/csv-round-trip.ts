import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import { readCsvExport } from '#ascribe/interchange/csv/read-csv.js';
import { exportCsv } from '#ascribe/interchange/csv/write-csv.js';
import type { Store } from '#ascribe/store/store.js';
import { removeFolder } from '../remove-folder.js';

export async function exportToCsv(store: Store, requested: readonly ClaimStatus[]): Promise<string> {
  let text = '';
  for await (const piece of exportCsv(store, { statuses: requested })) text += piece;
  return text;
}

/** The lines that a CSV export reads back as, and the problems. */
export async function readBack(
  csv: string,
): Promise<{ readonly lines: string[]; readonly problems: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-csv-'));
  try {
    const file = join(folder, 'all.csv');
    writeFileSync(file, csv);
    const [lines, problems]: [string[], string[]] = [[], []];
    for await (const line of readCsvExport(file, (problem) =>
      problems.push(formatDiagnostic(problem).replace(`${folder}/`, '')),
    ))
      lines.push(line);
    return { lines, problems };
  } finally {
    removeFolder(folder);
  }
}
