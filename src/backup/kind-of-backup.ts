import { closeSync, openSync, readSync } from 'node:fs';
import { why } from '../documents/input-files.js';
import { AscribeError } from '../domain/errors.js';
import { readRecordLine } from '../ingest/format/export-records.js';

const SQLITE = 'SQLite format 3\0';
/** The first line of an export is short. */
const BEGINNING = 4096;

/** Which kind of backup a file is, by its beginning. Throws UNREADABLE; BAD_INPUT where it is none. */
export function kindOfBackup(file: string): 'sqlite' | 'export' {
  const beginning = beginningOf(file);
  if (beginning.startsWith(SQLITE)) return 'sqlite';
  const header = exportHeader(beginning.split('\n', 1)[0] ?? '');
  if (header === null)
    throw new AscribeError(
      'BAD_INPUT',
      `${file} is no backup; expected a file of ascribe backup or of ascribe export`,
    );
  if (header.partial)
    throw new AscribeError(
      'BAD_INPUT',
      `${file} leaves out claims, for their status, so no store can be restored from it; ascribe import reads it`,
    );
  return 'export';
}

function exportHeader(line: string): { readonly partial: boolean } | null {
  try {
    const record = readRecordLine(JSON.parse(line))?.line;
    return record?.kind === 'export' ? record : null;
  } catch {
    return null;
  }
}

function beginningOf(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(BEGINNING);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, BEGINNING, 0)).toString('latin1');
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new AscribeError('UNREADABLE', `${file} ${why(error as NodeJS.ErrnoException)}`, { cause: error });
  }
}
