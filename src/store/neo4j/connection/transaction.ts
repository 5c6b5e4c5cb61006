import type { Session, Transaction } from 'neo4j-driver';
import { createQuery, type Query } from './cypher.js';

/** One transaction, tried once: committed, or rolled back on purpose, where the work resolves; rolled back where it rejects. Ends the session. */
export async function inTransaction<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  outcome: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  // Not waited for: its first statement is sent along with the begin.
  const transaction = session.beginTransaction({ timeout });
  try {
    const result = await work(createQuery(transaction));
    await transaction[outcome]();
    return result;
  } catch (error) {
    throw await beginErrorOr(error, transaction);
  } finally {
    // Rolls back what is still open.
    await session.close();
  }
}

/**
 * One transaction that only reads, tried once, and stopped when the signal is aborted. Nothing hangs on its end, so nobody waits for that: it
 * is one of the two trips to the server that a read of one statement takes. Ends the session.
 */
export async function inReadTransaction<T>(
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
    const result = await work(createQuery(transaction));
    void transaction
      .commit()
      .catch(() => {})
      .then(close);
    return result;
  } catch (error) {
    const cause = await beginErrorOr(error, transaction);
    await close();
    throw cause;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Where a transaction could not be begun, what is said of its statements is only that: the reason is what is said of the begin. */
function beginErrorOr(error: unknown, transaction: PromiseLike<Transaction>): PromiseLike<unknown> {
  return transaction.then(
    () => error,
    (reason: unknown) => reason,
  );
}
