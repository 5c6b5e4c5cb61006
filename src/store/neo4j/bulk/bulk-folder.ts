import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AscribeError } from '../../../domain/errors.js';

/** A folder that receives the files of a bulk load. */
export interface BulkFolder {
  /** Where the SQLite file belongs whose content is written: on the disk that has room for the files. */
  readonly storeFile: string;
  /** Removes the SQLite file. */
  readonly removeStore: () => void;
  /** Removes all that was written, but not the folder. */
  readonly clear: () => void;
}

/** Creates the folder, or takes one that is empty. Throws BAD_CONFIGURATION. */
export function openBulkFolder(folder: string): BulkFolder {
  let entries: readonly string[];
  try {
    mkdirSync(folder, { recursive: true });
    entries = readdirSync(folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file, or a file is in its path' : message;
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `cannot write files for Neo4j to ${folder}: ${why}; expected a new or empty folder`,
      {
        cause,
      },
    );
  }
  if (entries.length > 0)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `cannot write files for Neo4j to ${folder}: it contains ${entries[0]}; expected a new or empty folder`,
    );
  const storeFolder = join(folder, 'temporary-store');
  const remove = (path: string) => rmSync(path, { recursive: true, force: true });
  return {
    storeFile: join(storeFolder, 'ascribe.db'),
    removeStore: () => remove(storeFolder),
    clear: () => {
      for (const name of readdirSync(folder)) remove(join(folder, name));
    },
  };
}
