import { connect } from '#ascribe/store/sqlite/connection/connection.js';
import { readWritePosition } from '#ascribe/store/sqlite/read/change-reads.js';
import { sqliteReads } from '#ascribe/store/sqlite/read/read-port.js';
import { createAsOfViews, setAsOf } from '#ascribe/store/sqlite/schema/as-of.js';
import { createWriteTransactions } from '#ascribe/store/sqlite/write/write-transaction.js';
import type { Reads, Store, TemporalReads, Writer } from '#ascribe/store/store.js';

/** The embedded store without threads and processes: starting them would take longer than checking a small property. */
export async function openInProcessStore(): Promise<Store> {
  const db = connect(':memory:', true);
  createAsOfViews(db);
  const transaction = createWriteTransactions(db);
  const transact = async <T>(
    work: (writer: Writer) => Promise<T>,
    end: 'commit' | 'rollback',
  ): Promise<T> => {
    transaction.begin();
    try {
      const result = await work(transaction);
      await transaction[end]();
      return result;
    } catch (error) {
      transaction.rollback();
      throw error;
    }
  };
  let lastRead: Promise<unknown> = Promise.resolve();
  /** One read after another, as on a connection of its own: reads as of different times share one setting. */
  const toAsyncReads = (reads: ReturnType<typeof sqliteReads>, before: () => void) =>
    Object.fromEntries(
      Object.entries(reads).map(([name, read]) => [
        name,
        (...args: never[]) => {
          const result = lastRead.then(() => {
            before();
            return (read as (...args: never[]) => unknown)(...args);
          });
          lastRead = result.catch(() => {});
          return result;
        },
      ]),
    ) as unknown as Reads;
  /** A running read cannot be interrupted in this thread; a read called after the abort does not start. */
  const reads = (signal?: AbortSignal): TemporalReads => ({
    ...toAsyncReads(sqliteReads(db, 'now'), () => signal?.throwIfAborted()),
    asOf: (timestamp) =>
      toAsyncReads(sqliteReads(db, 'asOf'), () => {
        signal?.throwIfAborted();
        setAsOf(db, timestamp);
      }),
  });
  return {
    label: 'sqlite in this thread',
    write: (work) => transact(work, 'commit'),
    preview: (work) => transact(work, 'rollback'),
    ...reads(),
    withSignal: reads,
    writePosition: async () => readWritePosition(db),
    ping: async () => {},
    close: async () => db.close(),
  };
}
