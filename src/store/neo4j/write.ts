import type { Session } from 'neo4j-driver';
import type { Store } from '../store.js';
import { put } from './put.js';
import type { Query } from './query.js';
import { inTransaction } from './transaction.js';

/** How long a transaction may take in all, in milliseconds: a writer that hangs must not bar the others for ever. */
const TIMEOUT = 600_000;

/**
 * One transaction, tried once. It may be run again on what passes (a deadlock, a change of leader), also where nobody can tell whether
 * it was committed, as the connection broke in that moment: what is written already is found unchanged.
 *
 * Writers take turns by one lock, the node `(:Ascribe)`, taken before anything is read. Finer locks would let two imports run side
 * by side, but what one must read to derive a claim – counts of declarations, lineages, grades of other articles' sources – is what
 * the other may be changing; with one lock, taken first, no evidence is lost and nothing can deadlock. Readers never wait for it.
 */
export function writeOnce<T>(session: Session, work: Parameters<Store['write']>[0]): Promise<T> {
  return inTransaction(session, TIMEOUT, async (query) => {
    await takeLock(query);
    const now = new Date().toISOString();
    const result = await work({ put: (articles) => put(query, now, articles) });
    return result as T;
  });
}

async function takeLock(query: Query): Promise<void> {
  // Setting a property takes the node's write lock, which the transaction holds to its end.
  const [row] = await query(
    "MERGE (a:Ascribe {id: 'ascribe'}) SET a.locked = true REMOVE a.locked RETURN a.id AS id",
  );
  if (row === undefined) throw new Error('the node (:Ascribe) cannot be made');
}
