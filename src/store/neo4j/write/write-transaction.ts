import type { Session } from 'neo4j-driver';
import type { Store } from '../../store.js';
import { nextTimestamp } from '../../write/clock.js';
import { createWriter } from '../../write/writer.js';
import type { Query } from '../connection/cypher.js';
import { createPipelinedWrites } from '../connection/pipelined-writes.js';
import { inTransaction } from '../connection/transaction.js';
import { syncAffiliations } from './affiliations.js';
import { syncRelationships } from './relationships.js';
import { neo4jWritePort } from './write-port.js';

/** How long a transaction may take in all, in milliseconds: a writer that hangs must not bar the others for ever. */
const WRITE_TIMEOUT_MS = 600_000;

/**
 * One transaction, tried once. It may be run again on what passes (a deadlock, a change of leader), also where nobody can tell whether
 * it was committed, as the connection broke in that moment: an import that is written already is found unchanged, an assessment replaces
 * the same one, and to restore or withdraw what is so already is refused.
 *
 * Writers take turns by one lock, the node `(:Ascribe)`, taken before anything is read. Finer locks would let two imports run side
 * by side, but what one must read to derive a claim – counts of declarations, lineages, grades of other articles' sources – is what
 * the other may be changing; with one lock, taken first, no evidence is lost and nothing can deadlock. Readers never wait for it.
 */
export function attemptWrite<T>(
  session: Session,
  work: Parameters<Store['write']>[0],
  outcome: 'commit' | 'rollback',
): Promise<T> {
  return inWriteTransaction(session, (query) => writeUnderLock<T>(query, work), outcome);
}

/** One transaction that may write; who changes what others may be changing takes the lock first. */
export function inWriteTransaction<T>(
  session: Session,
  work: (query: Query) => Promise<T>,
  outcome: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  return inTransaction(session, WRITE_TIMEOUT_MS, work, outcome);
}

/** Lets `work` write, under the lock, and draws in the end what it touched. */
export async function writeUnderLock<T>(query: Query, work: Parameters<Store['write']>[0]): Promise<T> {
  const now = await acquireWriteLock(query);
  const touched = { sources: new Set<string>(), claims: new Set<string>() };
  const writes = createPipelinedWrites();
  const tables = neo4jWritePort(query, writes, now, touched);
  try {
    const result = await work(createWriter(() => tables));
    await syncAffiliations(query, [...touched.sources]);
    await syncRelationships(query, [...touched.claims]);
    return result as T;
  } finally {
    // Its error goes before that of a statement which could not run any more because of it.
    await writes.flush();
  }
}

/** Returns the moment of the transaction. */
export async function acquireWriteLock(query: Query): Promise<string> {
  // Setting a property takes the node's write lock, which the transaction holds to its end.
  const [row] = await query(
    `MERGE (a:Ascribe {id: 'ascribe'}) SET a.locked = true REMOVE a.locked
     RETURN coalesce(a.lastWriteAt, '') AS lastWriteAt`,
  );
  if (row === undefined) throw new Error('the node (:Ascribe) cannot be made');
  const now = nextTimestamp(row.lastWriteAt as string);
  await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.lastWriteAt = $now", { now });
  return now;
}
