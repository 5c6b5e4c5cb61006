import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { type ClaimStatus, statuses } from '#ascribe/domain/records.js';
import { readCsvExport } from '#ascribe/interchange/csv/read-csv.js';
import { EXPORT_FORMATS, type ExportFormat } from '#ascribe/interchange/export-formats.js';
import { readJsonldExport } from '#ascribe/interchange/rdf/read-jsonld.js';
import { readTrigExport } from '#ascribe/interchange/rdf/read-trig.js';
import type { Store } from '#ascribe/store/store.js';
import { randomHistory, replayHistory } from '../export/random-history.js';
import { exportToLines, importLines, recordLines } from '../export/round-trip.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { removeFolder } from '../remove-folder.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';

/** Uses an empty store and closes it. */
export async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openInProcessStore();
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

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
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** The lines that an export reads back as, and the problems. */
export const readCsv = (csv: string): Promise<ReadBack> => readBack(readCsvExport, csv, 'all.csv');

export const readTrig = (trig: string, name = 'all.trig'): Promise<ReadBack> =>
  readBack(readTrigExport, trig, name);

export const readJsonld = (json: string): Promise<ReadBack> => readBack(readJsonldExport, json, 'all.jsonld');

async function readBack(read: typeof readTrigExport, text: string, name: string): Promise<ReadBack> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-read-back-'));
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

/** The property that a check holds for a store after any history, and any statuses. */
export const afterAnyHistory = (check: (store: Store, requested: readonly ClaimStatus[]) => Promise<void>) =>
  fc.asyncProperty(randomHistory, fc.subarray([...statuses], { minLength: 1 }), (history, requested) =>
    withStore(async (store) => {
      await replayHistory(store, history);
      await check(store, requested);
    }),
  );

/** The property that every export in a format reads back as the same export in lines. */
export function itReadsBack(
  format: ExportFormat,
  read: (text: string) => Promise<ReadBack>,
  numRuns: number,
): void {
  it('reads back as the same export, letter by letter, of any statuses and after any history', async () => {
    const property = afterAnyHistory(async (store, requested) => {
      const lines = await exportToLines(store, requested);
      expect(await read(await exportTo(store, format, requested))).toEqual({ lines, problems: [] });
    });
    await fc.assert(property, { numRuns, endOnFailure: true });
  });
}

/** The property that what an export reads back as can be imported, and then is exported again. */
export function itImports(
  format: ExportFormat,
  read: (text: string) => Promise<ReadBack>,
  numRuns: number,
): void {
  it('imports into a store whose export has the same records', async () => {
    const property = fc.asyncProperty(randomHistory, (history) =>
      withStore(async (first) => {
        await replayHistory(first, history);
        const { lines } = await read(await exportTo(first, format, ALL_STATUSES));
        await withStore(async (second) => {
          await importLines(second, lines);
          expect(recordLines(await exportToLines(second, ALL_STATUSES))).toEqual(recordLines(lines));
        });
      }),
    );
    await fc.assert(property, { numRuns, endOnFailure: true });
  });
}
