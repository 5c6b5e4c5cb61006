import { crc32 } from 'node:zlib';
import { readLines } from '../../documents/read-lines.js';

/** The checksum of the lines of an export, each without its line break: CRC-32, as eight hexadecimal digits. */
export interface LinesChecksum {
  add(line: string | Buffer): void;
  toString(): string;
}

export function createLinesChecksum(): LinesChecksum {
  let value = 0;
  return {
    add: (line) => {
      value = crc32('\n', crc32(line, value));
    },
    toString: () => value.toString(16).padStart(8, '0'),
  };
}

/** What is wrong with the checksum in the last line of an export; null if it is right, or if there is none. Reads the whole file. */
export function findChecksumProblem(file: string): string | null {
  const checksum = createLinesChecksum();
  let last: Buffer | null = null;
  let lines = 0;
  for (const { bytes } of readLines(file)) {
    // A line that is too long is refused anyway.
    if (bytes === null) return null;
    if (bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09)) continue;
    if (last !== null) {
      checksum.add(last);
      lines += 1;
    }
    last = bytes;
  }
  const end = endOf(last);
  // Missing lines have a message of their own.
  if (end === null || end.lines !== lines || end.crc32 === checksum.toString()) return null;
  return `the export is damaged: its checksum is ${checksum}, expected ${end.crc32}; if you edited it on purpose, remove the key crc32 of its last line`;
}

function endOf(line: Buffer | null): { readonly lines: number; readonly crc32: string } | null {
  const [, lines, crc = null] =
    /^\{"ascribe":1,"end":\{"lines":(\d+),"crc32":"([^"]*)"\}\}/.exec(line?.toString() ?? '') ?? [];
  return crc === null ? null : { lines: Number(lines), crc32: crc };
}
