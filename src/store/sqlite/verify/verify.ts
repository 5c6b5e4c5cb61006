import { existsSync } from 'node:fs';
import Database from 'libsql';
import { checkStatuses } from '../../verify/check-statuses.js';
import { type Collector, createCollector, describeDamage, type VerifyReport } from '../../verify/report.js';
import { wrapDatabase } from '../connection/connection.js';
import { requireIntactLog } from '../connection/write-ahead-log.js';
import { requireAscribeDatabase } from '../schema/prepare.js';
import { sqliteWritePort } from '../write/write-port.js';
import { checkDerived } from './check-derived.js';
import { checkRecords } from './check-records.js';
import { checkStructure } from './check-structure.js';

/**
 * How much is checked. `structure`: the file. `records`: also each record by itself. `all`: also what follows from the records:
 * statuses, search texts, dates and periods.
 */
export type VerifyDepth = 'structure' | 'records' | 'all';

/**
 * Checks a database in one snapshot; others may read and write meanwhile. Changes nothing. Run it in a process of its own: the database
 * library may end its process where a file is damaged.
 */
export async function verifyDatabase(file: string, depth: VerifyDepth): Promise<VerifyReport> {
  const collector = createCollector();
  try {
    requireIntactLog(file);
    if (!existsSync(file)) throw new Error('it does not exist');
    const database = new Database(file, { fileMustExist: true } as Database.Options);
    try {
      await checkDatabase(database, file, depth, collector);
    } finally {
      database.close();
    }
  } catch (error) {
    collector.report('the file', describeDamage(error));
  }
  return collector.result();
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
  const reads = sqliteWritePort(wrapDatabase(database), '');
  await checkStatuses((work) => work(reads), collector);
}
