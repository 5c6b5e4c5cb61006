import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';

/**
 * Opens a database file and never creates it. Throws STORE_UNUSABLE if it does not exist. libsql ignores `fileMustExist`, so the file is
 * named by a URI whose mode does not let SQLite create it.
 */
export function openExisting(file: string, options: Database.Options = {}): Database.Database {
  try {
    return new Database(`${pathToFileURL(file).href}?mode=rw`, options);
  } catch (cause) {
    if (existsSync(file)) throw cause;
    throw new AscribeError('STORE_UNUSABLE', `${file} does not exist`, { cause });
  }
}
