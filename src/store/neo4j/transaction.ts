import type { Session } from 'neo4j-driver';
import { type Query, queryIn } from './query.js';

/** One transaction, tried once: committed, or rolled back on purpose, where the work resolves; rolled back where it rejects. Ends the session. */
export async function inTransaction<T>(
  session: Session,
  config: Parameters<Session['beginTransaction']>[0],
  work: (query: Query) => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  try {
    const transaction = await session.beginTransaction(config);
    const result = await work(queryIn(transaction));
    await transaction[end]();
    return result;
  } finally {
    // Rolls back what is still open.
    await session.close();
  }
}
