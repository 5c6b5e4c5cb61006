import { isUtf8 } from 'node:buffer';
import { AscribeError } from '../domain/errors.js';

/** Bytes as UTF-8 text, without a byte order mark; throws INVALID_DOCUMENT where they are none. */
export function decodeUtf8(bytes: Buffer, label: string): string {
  if (!isUtf8(bytes)) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const guess = utf16 ? 'UTF-16' : 'not text, or in another encoding';
    throw new AscribeError(
      'INVALID_DOCUMENT',
      `${label} is not UTF-8 (it looks ${utf16 ? 'like ' : ''}${guess}); save it as UTF-8`,
    );
  }
  const text = bytes.toString('utf8');
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.includes('\0'))
    throw new AscribeError('INVALID_DOCUMENT', `${label} holds a NUL character: it is not text`);
  return start === 0 ? text : text.slice(1);
}
