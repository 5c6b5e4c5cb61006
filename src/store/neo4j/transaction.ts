import type { Session } from 'neo4j-driver';
import { type Query, queryIn } from './query.js';

/** One transaction, tried once: committed, or rolled back on purpose, where the work resolves; rolled back where it rejects. Ends the session. */
export async function inTransaction<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  try {
    // Not waited for: its first statement is sent along with the begin, and fails with it.
    const transaction = session.beginTransaction({ timeout });
    const result = await work(queryIn(transaction));
    await transaction[end]();
    return result;
  } finally {
    // Rolls back what is still open.
    await session.close();
  }
}

/**
 * One transaction that only reads, tried once, and stopped when the signal is aborted. Nothing hangs on its end, so nobody waits for that: it
 * is one of the two trips to the server that a read of one statement takes. Ends the session.
 */
export async function readIn<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  // Closing resets the connection, and with it the server ends what runs there.
  const close = () => session.close().catch(() => {});
  const stop = () => void close();
  signal?.addEventListener('abort', stop, { once: true });
  const transaction = session.beginTransaction({ timeout });
  try {
    const result = await work(queryIn(transaction));
    void transaction
      .commit()
      .catch(() => {})
      .then(close);
    return result;
  } catch (error) {
    await close();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
