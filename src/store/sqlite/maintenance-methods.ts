import { constants, setPriority } from 'node:os';
import { createCollector } from '../verify/report.js';
import { backupDatabase, prepareForReplacement } from './connection/backup.js';
import { requireInode } from './connection/file-identity.js';
import { openExisting } from './connection/open-existing.js';
import { checkRecords } from './verify/check-records.js';
import { requireIntact } from './verify/require-intact.js';
import { type VerifyDepth, verifyDatabase } from './verify/verify.js';

/** What a process for maintenance does with a database file. */
export const maintenanceMethods = (file: string) => ({
  verify: (depth: VerifyDepth) => verifyDatabase(file, depth),
  /** Throws STORE_UNUSABLE, with `name` in the message, if the file is damaged or not a database of ascribe. */
  requireIntact: (name: string) => requireIntact(file, name, 'records'),
  backup: async (to: string) => {
    // Copying builds the indexes again, so the copy does not show whether those of the original are intact.
    await requireIntact(file, file, 'structure');
    backupDatabase(file, to);
    await requireIntact(to, file, 'records');
  },
  prepareForReplacement: () => prepareForReplacement(file),
  checkInBackground: (fileKey: string) => {
    setPriority(constants.priority.PRIORITY_LOW);
    return requireIntactTwice(file, fileKey);
  },
  findDamagedRecord: () => findDamagedRecord(file),
});

export type MaintenanceMethods = ReturnType<typeof maintenanceMethods>;

/**
 * Like `requireIntact`, while others may move the file away and put it back, which looks like damage: damage is what two checks of the file
 * with this device and inode find.
 */
async function requireIntactTwice(file: string, fileKey: string): Promise<void> {
  const check = async () => {
    requireInode(file, fileKey);
    try {
      await requireIntact(file, file, 'structure');
    } catch (error) {
      requireInode(file, fileKey);
      throw error;
    }
  };
  await check().catch(check);
}

/** The first record that cannot be read, and why; null if there is none. */
function findDamagedRecord(file: string): string | null {
  const database = openExisting(file);
  try {
    const collector = createCollector();
    checkRecords(database, collector);
    const [first] = collector.result().findings;
    return first === undefined ? null : `${first.where} ${first.problem}`;
  } finally {
    database.close();
  }
}
