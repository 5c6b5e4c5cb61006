import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Store } from '../store/store.js';
import { type ExportOptions, exportLines } from './export-lines.js';

/** Writes an export to a stream, no faster than it is taken. Stops by the signal. */
export async function writeExportToStream(
  store: Store,
  to: NodeJS.WritableStream,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  // Standard output stays open: what comes after is still to be told.
  await pipeline(Readable.from(exportLines(store, options)), to, { signal, end: to !== process.stdout });
}

/** Writes an export to a file that is not there yet. */
export async function writeExportToFile(
  store: Store,
  file: string,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  await writeExportToStream(store, createWriteStream(file, { flags: 'wx' }), options, signal);
}
