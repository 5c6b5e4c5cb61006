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
