import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import { EXPORT_FORMATS, type ExportFormat } from '#ascribe/interchange/export-formats.js';
import { readJsonldExport } from '#ascribe/interchange/rdf/read-jsonld.js';
import { readTrigExport } from '#ascribe/interchange/rdf/read-trig.js';
import type { Store } from '#ascribe/store/store.js';
import { removeFolder } from '../remove-folder.js';

export async function exportTo(
  store: Store,
  format: ExportFormat,
  requested: readonly ClaimStatus[],
): Promise<string> {
  let text = '';
  for await (const piece of EXPORT_FORMATS[format].write(store, { statuses: requested })) text += piece;
  return text;
}

interface ReadBack {
  readonly lines: string[];
  readonly problems: string[];
}

/** The lines that a TriG export reads back as, and the problems. */
export const readTrig = (trig: string, name = 'all.trig'): Promise<ReadBack> =>
  readBack(readTrigExport, trig, name);

export const readJsonld = (json: string): Promise<ReadBack> => readBack(readJsonldExport, json, 'all.jsonld');

async function readBack(read: typeof readTrigExport, text: string, name: string): Promise<ReadBack> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-trig-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const [lines, problems]: [string[], string[]] = [[], []];
    for await (const line of read(file, (problem) =>
      problems.push(formatDiagnostic(problem).replace(`${folder}/`, '')),
    ))
      lines.push(line);
    return { lines, problems };
  } finally {
    removeFolder(folder);
  }
}
