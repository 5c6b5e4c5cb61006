import { readFileSync, statSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { DOCUMENT_LIMITS, formatMegabytes } from './document-limits.js';

/** Reads a regular file of at most 10 MB. `label` names it in messages. Throws UNREADABLE or LIMIT_EXCEEDED. */
export function readBoundedFile(path: string, label: string): Buffer {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new AscribeError('UNREADABLE', `${label} is not a regular file`);
    if (stat.size > DOCUMENT_LIMITS.bytes)
      throw new AscribeError('LIMIT_EXCEEDED', describeSize(stat.size, label));
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof AscribeError) throw cause;
    throw new AscribeError('UNREADABLE', `${label} ${describeFileError(cause)}`, { cause });
  }
}

/** The message of LIMIT_EXCEEDED for an input of too many bytes. */
export function describeSize(bytes: number, label: string): string {
  return `${label} is ${formatMegabytes(bytes)}; expected at most ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`;
}

/** Why a file or folder cannot be read, as the rest of a sentence: `does not exist`. */
export function describeFileError(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read (permission denied)';
  return `cannot be read (${code ?? 'unknown reason'})`;
}
