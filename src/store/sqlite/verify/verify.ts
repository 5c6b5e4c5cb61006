import { existsSync } from 'node:fs';
import type Database from 'libsql';
import { AscribeError } from '../../../domain/errors.js';
import { isDamage } from '../../damage.js';
import { checkStatuses } from '../../verify/check-statuses.js';
import { type Collector, createCollector, describeDamage, type VerifyReport } from '../../verify/report.js';
import { wrapDatabase } from '../connection/connection.js';
import { openExisting } from '../connection/open-existing.js';
import { requireIntactLog } from '../connection/write-ahead-log.js';
import { requireAscribeDatabase, requireHeldWords } from '../schema/prepare.js';
import { sqliteWritePort } from '../write/write-port.js';
import { checkCounts } from './check-counts.js';
import { checkDerived } from './check-derived.js';
import { checkRecords } from './check-records.js';
import { checkStructure } from './check-structure.js';

/**
 * How much is checked. `structure`: the file. `records`: also each record by itself. `all`: also what follows from the records:
 * statuses, search texts, dates, periods and counts.
 */
export type VerifyDepth = 'structure' | 'records' | 'all';

/**
 * Checks a database in one snapshot; others may read and write meanwhile. Changes nothing. Run it in a process of its own: the database
 * library may end its process where a file is damaged. Throws STORE_UNUSABLE if this process lacks words of the store.
 */
export async function verifyDatabase(file: string, depth: VerifyDepth): Promise<VerifyReport> {
  const collector = createCollector();
  let unknownWords: AscribeError | null = null;
  try {
    requireIntactLog(file);
    if (!existsSync(file)) throw new Error('it does not exist');
    const database = openExisting(file);
    try {
      if (depth === 'all') unknownWords = findUnknownWords(database, file);
      if (unknownWords === null) await checkDatabase(database, file, depth, collector);
    } finally {
      database.close();
    }
  } catch (error) {
    collector.report('the file', describeDamage(error));
  }
  if (unknownWords !== null) throw unknownWords;
  return collector.result();
}

/** The refusal of a store with words that this process lacks: its statuses cannot be checked. Damage is left to the checks. */
function findUnknownWords(database: Database.Database, file: string): AscribeError | null {
  try {
    requireHeldWords(database, file);
    return null;
  } catch (error) {
    return error instanceof AscribeError && !isDamage(error) ? error : null;
  }
}

async function checkDatabase(
  database: Database.Database,
  file: string,
  depth: VerifyDepth,
  collector: Collector,
): Promise<void> {
  database.exec('PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA busy_timeout = 10000');
  requireAscribeDatabase(database, file);
  database.exec('BEGIN');
  if (!checkStructure(database, collector) || depth === 'structure') return;
  checkRecords(database, collector);
  if (depth === 'records') return;
  checkDerived(database, collector);
  checkCounts(database, collector);
  const reads = sqliteWritePort(wrapDatabase(database), '');
  await checkStatuses((work) => work(reads), collector);
}
