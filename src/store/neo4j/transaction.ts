import type { Session } from 'neo4j-driver';
import { type Query, queryIn } from './query.js';

/**
 * One transaction, tried once: committed, or rolled back on purpose, where the work resolves; rolled back where it rejects, or the signal is
 * aborted. Ends the session.
 */
export async function inTransaction<T>(
  session: Session,
  timeout: number,
  work: (query: Query) => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
  signal?: AbortSignal,
): Promise<T> {
  // Closing resets the connection, and with it the server ends what runs there.
  const stop = () => void session.close().catch(() => {});
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // Not waited for: its first statement is sent along with the begin, and fails with it.
    const transaction = session.beginTransaction({ timeout });
    const result = await work(queryIn(transaction));
    await transaction[end]();
    return result;
  } finally {
    signal?.removeEventListener('abort', stop);
    // Rolls back what is still open.
    await session.close();
  }
}
