import { closeSync, openSync, readSync } from 'node:fs';
import { DOCUMENT_LIMITS } from './document-limits.js';

/** One line of a file, as bytes without its end; null where it is longer than a document may be. */
export interface FileLine {
  readonly bytes: Buffer | null;
  readonly offset: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
}

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** Reads a file line by line, split on \n only. Holds one line at a time, and of one that is too long only the bound. */
export function* readLines(file: string): Generator<FileLine> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let held: Buffer[] = [];
    let length = 0;
    let offset = 0;
    let line = 1;
    const finish = (): FileLine => ({
      bytes: length > DOCUMENT_LIMITS.bytes ? null : Buffer.concat(held, length),
      offset,
      length,
      line,
    });
    for (;;) {
      const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (count === 0) break;
      let from = 0;
      while (from < count) {
        const found = chunk.indexOf(NEWLINE, from);
        const to = found === -1 || found >= count ? count : found;
        length += to - from;
        if (length <= DOCUMENT_LIMITS.bytes) held.push(Buffer.from(chunk.subarray(from, to)));
        else held = [];
        if (to === count) break;
        yield finish();
        offset += length + 1;
        line++;
        held = [];
        length = 0;
        from = to + 1;
      }
    }
    if (length > 0) yield finish();
  } finally {
    closeSync(descriptor);
  }
}
