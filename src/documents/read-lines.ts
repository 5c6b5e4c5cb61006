import { closeSync, openSync, readSync } from 'node:fs';
import { DOCUMENT_LIMITS } from './document-limits.js';

/** One line of a file. */
interface FileLine {
  /** Without the line break; null if the line is longer than a document may be. */
  readonly bytes: Buffer | null;
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** In bytes, without the line break. */
  readonly length: number;
  /** From 1. */
  readonly line: number;
}

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** Reads a file line by line, split at \n only. Keeps at most one line in memory, and never more than 10 MB of it. */
export function* readLines(file: string): Generator<FileLine> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let parts: Buffer[] = [];
    let length = 0;
    let offset = 0;
    let line = 1;
    const currentLine = (): FileLine => ({
      bytes: length > DOCUMENT_LIMITS.bytes ? null : Buffer.concat(parts, length),
      offset,
      length,
      line,
    });
    for (;;) {
      const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (count === 0) break;
      let from = 0;
      while (from < count) {
        const newline = chunk.indexOf(NEWLINE, from);
        const to = newline === -1 || newline >= count ? count : newline;
        length += to - from;
        if (length <= DOCUMENT_LIMITS.bytes) parts.push(Buffer.from(chunk.subarray(from, to)));
        else parts = [];
        if (to === count) break;
        yield currentLine();
        offset += length + 1;
        line++;
        parts = [];
        length = 0;
        from = to + 1;
      }
    }
    if (length > 0) yield currentLine();
  } finally {
    closeSync(descriptor);
  }
}
