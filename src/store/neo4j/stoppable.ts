import { randomUUID } from 'node:crypto';
import type { Session } from 'neo4j-driver';
import type { Query } from './query.js';
import type { Mode } from './retry.js';
import { inTransaction } from './transaction.js';

/**
 * A transaction that reads, which the server is told to end when the signal is aborted: the driver itself can only wait for a statement
 * that runs. It is found by a name that it carries. Told to another member of a cluster than the one that runs it, the server finds
 * nothing, and NEO4J_QUERY_TIMEOUT ends it.
 */
export async function inStoppable<T>(
  signal: AbortSignal,
  session: (mode: Mode) => Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const name = randomUUID();
  const stop = () => void terminate(session('READ'), name);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await inTransaction(session('READ'), { timeout, metadata: { ascribeRead: name } }, work);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function terminate(session: Session, name: string): Promise<void> {
  try {
    const { records } = await session.run(
      'SHOW TRANSACTIONS YIELD transactionId AS id, metaData AS data WHERE data.ascribeRead = $name RETURN id',
      { name },
    );
    const ids = records.map((record) => record.get('id') as string);
    if (ids.length > 0) await session.run('TERMINATE TRANSACTIONS $ids', { ids });
  } catch {
    // The read was given up already, and its time limit ends it; there is nobody to tell.
  } finally {
    await session.close().catch(() => {});
  }
}

/** Rejects with the signal's reason as soon as it is aborted, whatever becomes of the work. */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  let giveUp = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
