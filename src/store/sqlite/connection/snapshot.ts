import type { SqliteConnection } from './connection.js';

/** Runs work that only reads in one transaction: all its statements see the same state, whatever others commit meanwhile. */
export async function inSnapshot<T>(db: SqliteConnection, work: () => T | Promise<T>): Promise<T> {
  db.run('SAVEPOINT snapshot');
  try {
    return await work();
  } finally {
    db.run('RELEASE snapshot');
  }
}
