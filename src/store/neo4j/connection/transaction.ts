import type { Session, Transaction } from 'neo4j-driver';
import { createQuery, type Query } from './cypher.js';

/** Runs one transaction, without retries. Ends with `outcome` if the work resolves, and rolls back if it rejects. Closes the session. */
export async function inTransaction<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  outcome: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  // Not awaited, so that the driver sends BEGIN together with the first statement.
  const transaction = session.beginTransaction({ timeout });
  try {
    const result = await work(createQuery(transaction));
    await transaction[outcome]();
    return result;
  } catch (error) {
    throw await beginErrorOr(error, transaction);
  } finally {
    // Rolls back a transaction that is still open.
    await session.close();
  }
}

/**
 * Runs one read transaction, without retries, and stops it when the signal is aborted. Does not wait for the commit, which would double
 * the round trips of a read with one statement. Closes the session.
 */
export async function inReadTransaction<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  // Closing resets the connection, which makes the server stop its running statement.
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

/**
 * Runs one statement that only reads, without retries, and stops it when the signal is aborted. Without a beginning and an end, a read takes
 * half the work of a transaction. Closes the session.
 */
export async function inReadStatement<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  // Closing resets the connection, as in `inReadTransaction`.
  const close = () => void session.close().catch(() => {});
  signal?.addEventListener('abort', close, { once: true });
  let statements = 0;
  const query = createQuery({
    run: (cypher, parameters) => {
      statements += 1;
      // They might see different states of the store.
      if (statements > 1) throw new Error('a read without a transaction runs a second statement');
      return session.run(cypher, parameters, { timeout });
    },
  });
  try {
    return await work(query);
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

/** If the transaction could not begin, its statements fail for that reason alone: returns the error of BEGIN instead. */
function beginErrorOr(error: unknown, transaction: PromiseLike<Transaction>): PromiseLike<unknown> {
  return transaction.then(
    () => error,
    (reason: unknown) => reason,
  );
}
