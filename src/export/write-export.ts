import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes the pieces of an export to a stream, with backpressure. Stops on the signal. */
export async function writeExportToStream(
  pieces: AsyncIterable<string>,
  to: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<void> {
  // Standard output stays open for the messages after the export.
  await pipeline(Readable.from(pieces), to, { signal, end: to !== process.stdout });
}

/** Writes the pieces of an export to a new file. Fails if the file exists. */
export async function writeExportToFile(
  pieces: AsyncIterable<string>,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  await writeExportToStream(pieces, createWriteStream(file, { flags: 'wx' }), signal);
}
