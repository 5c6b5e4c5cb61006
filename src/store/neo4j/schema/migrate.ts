import type { Session } from 'neo4j-driver';
import type { Query } from '../connection/cypher.js';
import { rebuildCounts } from '../write/claim-counts.js';
import { acquireWriteLock, inWriteTransaction } from '../write/write-transaction.js';
import { shortenClaims } from './shorten-claims.js';

/** Runs work in one transaction that holds the write lock. Does nothing once the step is recorded as done. */
export type RunUnderLock = (work: (query: Query) => Promise<unknown>) => Promise<void>;

/**
 * Brings the graph from one version to the next, in as many transactions as it needs. An interrupted step runs again from its start
 * when the database is next opened, so it must be idempotent.
 */
export type Migration = (runUnderLock: RunUnderLock) => Promise<void>;

/** The steps from version 1 on, in order. Never change a step that was released: add one. */
export const MIGRATIONS: readonly Migration[] = [
  // The counts that facets of all claims read.
  (runUnderLock) => runUnderLock(rebuildCounts),
  shortenClaims,
];

/** The version of a graph with all these steps applied. The node `(:Ascribe)` holds the version of the graph. */
export const schemaVersion = (migrations: readonly Migration[]): number => 1 + migrations.length;

/** Applies the missing steps, and records the version after each. Processes that open the database at once wait for each other's lock. */
export async function migrate(
  openSession: () => Session,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const inTransaction = <T>(work: (query: Query) => Promise<T>) => inWriteTransaction(openSession(), work);
  const current = await inTransaction(readVersion);
  for (const [index, step] of migrations.entries()) {
    const version = index + 2;
    if (version <= current) continue;
    const runUnderLock: RunUnderLock = (work) =>
      inTransaction(async (query) => {
        await acquireWriteLock(query);
        // Read again under the lock: another process may have finished the step meanwhile.
        if ((await readVersion(query)) < version) await work(query);
      });
    await step(runUnderLock);
    await runUnderLock((query) => query(`MATCH (a:Ascribe {id: 'ascribe'}) SET a.schema = ${version}`));
  }
}

async function readVersion(query: Query): Promise<number> {
  const [row] = await query("MATCH (a:Ascribe {id: 'ascribe'}) RETURN a.schema AS schema");
  return row?.schema as number;
}
