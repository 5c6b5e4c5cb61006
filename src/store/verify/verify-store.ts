import { existsSync } from 'node:fs';
import { AscribeError } from '../../domain/errors.js';
import { isDamage } from '../damage.js';
import { isFileLocation } from '../location.js';
import { loginFor } from '../neo4j/connection/location.js';
import type { StoreOptions } from '../open.js';
import { maintain } from '../sqlite/maintenance.js';
import { createCollector, describeDamage, type VerifyReport } from './report.js';

/**
 * Checks a store whole, and changes nothing: the file's structure, each record, references between records, and what follows from the
 * records: statuses, search texts, dates, and the relationships of Neo4j. Others may use the store meanwhile. Memory use does not depend
 * on the size of the store. Throws BAD_CONFIGURATION, STORE_UNUSABLE if there is no store, STORE_UNAVAILABLE.
 */
export async function verifyStore(location: string, { neo4j }: StoreOptions): Promise<VerifyReport> {
  if (isFileLocation(location)) return verifyFile(location);
  if (neo4j === undefined) throw new AscribeError('BAD_CONFIGURATION', 'Neo4j needs a login; none was given');
  // Loaded only when needed, as in openStore.
  const { verifyNeo4j } = await import('../neo4j/verify/verify.js');
  return verifyNeo4j(loginFor(location, neo4j), neo4j);
}

async function verifyFile(location: string): Promise<VerifyReport> {
  if (!existsSync(location))
    throw new AscribeError('STORE_UNUSABLE', `${location} does not exist; ascribe import creates a store`);
  try {
    return await maintain(location, 'verify', 'all');
  } catch (error) {
    if (!isDamage(error)) throw error;
    const collector = createCollector();
    collector.report('the file', describeDamage(error));
    return collector.result();
  }
}
