import { createReadStream } from 'node:fs';
import { describeFileError } from '../../documents/read-file.js';
import { AscribeError } from '../../domain/errors.js';

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Whether the Encoding Standard has this label. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a file as text, piece by piece. Without an encoding, a byte order mark decides, otherwise it is UTF-8. Throws UNREADABLE;
 * INVALID_DOCUMENT for bytes that the encoding does not have.
 */
export async function* decodeFile(file: string, encoding: string | undefined): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encoding ?? encodingOf(chunk), { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new AscribeError(
        'INVALID_DOCUMENT',
        `is not ${decoder?.encoding ?? 'utf-8'}; save it as UTF-8, or name its encoding in the mapping (table.encoding), such as windows-1252`,
        { cause },
      );
    throw new AscribeError('UNREADABLE', describeFileError(cause), { cause });
  }
}

function encodingOf(chunk: Buffer): string {
  const found = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => chunk[index] === byte));
  return found?.[0] ?? 'utf-8';
}
