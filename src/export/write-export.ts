import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Store } from '../store/store.js';
import { type ExportOptions, exportLines } from './export-lines.js';

/** Writes an export to a stream, with backpressure. Stops on the signal. */
export async function writeExportToStream(
  store: Store,
  to: NodeJS.WritableStream,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  // Standard output stays open for the messages after the export.
  await pipeline(Readable.from(exportLines(store, options)), to, { signal, end: to !== process.stdout });
}

/** Writes an export to a new file. Fails if the file exists. */
export async function writeExportToFile(
  store: Store,
  file: string,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  await writeExportToStream(store, createWriteStream(file, { flags: 'wx' }), options, signal);
}
