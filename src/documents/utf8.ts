import { isUtf8 } from 'node:buffer';
import { AscribeError } from '../domain/errors.js';

/** Decodes UTF-8 and removes byte order marks at its beginning. `label` names the input in messages. Throws INVALID_DOCUMENT. */
export function decodeUtf8(bytes: Buffer, label: string): string {
  if (!isUtf8(bytes)) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const guess = utf16 ? 'it looks like UTF-16' : 'it is binary or in a different encoding';
    throw new AscribeError('INVALID_DOCUMENT', `${label} is not UTF-8 (${guess}); save it as UTF-8`);
  }
  const text = bytes.toString('utf8');
  if (text.includes('\0'))
    throw new AscribeError('INVALID_DOCUMENT', `${label} is not text: it contains a NUL character`);
  return withoutByteOrderMark(text);
}

/** The text without byte order marks at its beginning; concatenated files can have several. */
export const withoutByteOrderMark = (text: string): string => text.replace(/^\ufeff{1,9}/u, '');
