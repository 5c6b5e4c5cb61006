import type { Session } from 'neo4j-driver';
import type { Store } from '../../store.js';
import { createClaimCounter } from '../../write/claim-counter.js';
import { nextTimestamp } from '../../write/clock.js';
import { mergeHeldWords } from '../../write/held-words.js';
import { createWriter } from '../../write/writer.js';
import type { Query } from '../connection/cypher.js';
import { createPipelinedWrites } from '../connection/pipelined-writes.js';
import { inTransaction } from '../connection/transaction.js';
import { rememberAddedCitations } from './added-citations.js';
import { syncAffiliations } from './affiliations.js';
import { neo4jCountPort } from './claim-counts.js';
import { syncRelationships } from './relationships.js';
import { createTouchedClaims } from './touched-claims.js';
import { neo4jWritePort } from './write-port.js';

/** The longest a transaction may take. A writer that hangs must not block the others forever. */
const WRITE_TIMEOUT_MS = 600_000;

/**
 * Runs one transaction, without retries. The caller may run it again after a temporary error (a deadlock, a leader change), even if the
 * connection broke during the commit and the outcome is unknown: a repeated import finds its articles unchanged, a repeated assessment
 * replaces itself, and a repeated restoration or withdrawal is rejected.
 *
 * One lock, the node `(:Ascribe)`, makes writers take turns. They acquire it before their first read. Finer locks would let imports run
 * in parallel, but deriving a claim reads counts of declarations, lineages and grades of other sources, which a parallel import may
 * change. With one lock, acquired first, no evidence is lost and no deadlock is possible. Readers never wait for it.
 */
export function attemptWrite<T>(
  session: Session,
  work: Parameters<Store['write']>[0],
  outcome: 'commit' | 'rollback',
): Promise<T> {
  return inWriteTransaction(session, (query) => writeUnderLock<T>(query, work, outcome), outcome);
}

/** Runs one transaction that may write. Call `acquireWriteLock` first if other writers may change the same records. */
export function inWriteTransaction<T>(
  session: Session,
  work: (query: Query) => Promise<T>,
  outcome: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  return inTransaction(session, WRITE_TIMEOUT_MS, work, outcome);
}

/**
 * Runs `work` under the write lock, then updates the relationships of the records it wrote. What is rolled back does without them, without
 * counts and without earlier versions of changed records: nobody reads them, and they take as long as the rest.
 */
export async function writeUnderLock<T>(
  query: Query,
  work: Parameters<Store['write']>[0],
  outcome: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  const now = await acquireWriteLock(query);
  const touched = { sources: new Set<string>(), claims: createTouchedClaims() };
  const writes = createPipelinedWrites();
  const added = rememberAddedCitations(query);
  const isKept = outcome === 'commit';
  const port = neo4jWritePort(query, writes, now, touched, added, isKept);
  const counter = createClaimCounter(port, neo4jCountPort(query, touched.claims, added));
  try {
    const result = await work(createWriter(() => (isKept ? counter.port : port)));
    if (added.take().length > 0) throw new Error('citations were added, but their claims were not saved');
    if (!isKept) return result as T;
    await counter.save();
    await syncAffiliations(query, [...touched.sources]);
    await syncRelationships(query, touched.claims.toSync());
    return result as T;
  } finally {
    // A failed deferred write makes later statements fail too. Its error is the cause, so it is the one to throw.
    await writes.flush();
  }
}

/** Returns the timestamp of the transaction. */
export async function acquireWriteLock(query: Query): Promise<string> {
  // Setting a property acquires the node's write lock, which the transaction holds until it ends.
  const [row] = await query(
    `MERGE (a:Ascribe {id: 'ascribe'}) SET a.locked = true REMOVE a.locked
     RETURN coalesce(a.lastWriteAt, '') AS lastWriteAt, a.ontology AS ontology`,
  );
  if (row === undefined) throw new Error('the node (:Ascribe) cannot be created');
  const now = nextTimestamp(row.lastWriteAt as string);
  const words = mergeHeldWords(row.ontology as string | null, 'the store');
  await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.lastWriteAt = $now, a.ontology = $words", {
    now,
    words,
  });
  return now;
}
