import { realpathSync, statSync } from 'node:fs';
import { AscribeError } from '../../../domain/errors.js';

/** The database file that a store has open, as opposed to a different file that took its name since. */
export interface FileIdentity {
  /** Device and inode of the file. */
  readonly key: string;
  /** Throws STORE_UNUSABLE if the file, or its write-ahead log, was deleted or replaced: what is written would be lost. */
  requireUnchanged(): void;
}

/** Identifies a database file that is open in WAL mode. */
export function identifyFile(file: string): FileIdentity {
  const key = inodeOf(file);
  const log = `${realpathSync(file)}-wal`;
  const logKey = inodeOf(log);
  return {
    key,
    requireUnchanged: () => {
      requireInode(file, key);
      requireInode(log, logKey);
    },
  };
}

/** Throws STORE_UNUSABLE if the file does not have this device and inode. */
export function requireInode(file: string, key: string): void {
  const found = inodeOf(file);
  if (found === key) return;
  throw new AscribeError(
    'STORE_UNUSABLE',
    `the database file was ${found === ABSENT ? 'deleted' : 'replaced'} while it was in use; stop the service, put the file back or restore a backup, and start the service again`,
  );
}

const ABSENT = 'absent';

function inodeOf(file: string): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev} ${ino}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? ABSENT : String(code);
  }
}
