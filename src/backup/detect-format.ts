import { closeSync, openSync, readSync } from 'node:fs';
import { describeFileError } from '../documents/read-file.js';
import { AscribeError } from '../domain/errors.js';
import { parseExportRecord } from '../ingest/format/export-records.js';

const SQLITE_MAGIC = 'SQLite format 3\0';
/** Enough for the first line of an export. */
const HEADER_BYTES = 4096;

/** The format of a backup, from its first bytes. Throws UNREADABLE, and BAD_INPUT if the file is not a backup. */
export function detectBackupFormat(file: string): 'sqlite' | 'export' {
  const beginning = readHeader(file);
  if (beginning.startsWith(SQLITE_MAGIC)) return 'sqlite';
  const header = parseExportHeader(beginning.split('\n', 1)[0] ?? '');
  if (header === null)
    throw new AscribeError(
      'BAD_INPUT',
      `${file} is not a backup; expected a file written by ascribe backup or ascribe export`,
    );
  if (header.partial)
    throw new AscribeError(
      'BAD_INPUT',
      `${file} has the claims of some statuses only, so it cannot restore a store; use ascribe import`,
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
