import { closeSync, openSync, readSync } from 'node:fs';
import { describeFileError } from '../documents/read-file.js';
import { AscribeError } from '../domain/errors.js';
import { parseExportRecord } from '../ingest/format/export-records.js';

const SQLITE_MAGIC = 'SQLite format 3\0';
/** The first line of an export is short. */
const HEADER_BYTES = 4096;

/** Which kind of backup a file is, by its beginning. Throws UNREADABLE; BAD_INPUT where it is none. */
export function detectBackupFormat(file: string): 'sqlite' | 'export' {
  const beginning = readHeader(file);
  if (beginning.startsWith(SQLITE_MAGIC)) return 'sqlite';
  const header = parseExportHeader(beginning.split('\n', 1)[0] ?? '');
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

function parseExportHeader(line: string): { readonly partial: boolean } | null {
  try {
    const record = parseExportRecord(JSON.parse(line))?.record;
    return record?.kind === 'export' ? record : null;
  } catch {
    return null;
  }
}

function readHeader(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(HEADER_BYTES);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, HEADER_BYTES, 0)).toString('latin1');
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new AscribeError('UNREADABLE', `${file} ${describeFileError(error)}`, {
      cause: error,
    });
  }
}
