import { connect } from '#ascribe/store/sqlite/connection/connection.js';
import { readWritePosition } from '#ascribe/store/sqlite/read/change-reads.js';
import { sqliteReads } from '#ascribe/store/sqlite/read/read-port.js';
import { createAsOfViews, setAsOf } from '#ascribe/store/sqlite/schema/as-of.js';
import { sqliteWritePort } from '#ascribe/store/sqlite/write/write-port.js';
import type { Reads, Store, TemporalReads, Writer } from '#ascribe/store/store.js';
import { nextTimestamp } from '#ascribe/store/write/clock.js';
import { createWriter } from '#ascribe/store/write/writer.js';

/** The embedded store without threads and processes: starting them would take longer than checking a small property. */
export async function openInProcessStore(): Promise<Store> {
  const db = connect(':memory:', true);
  createAsOfViews(db);
  let now = '';
  const transact = async <T>(
    work: (writer: Writer) => Promise<T>,
    outcome: 'COMMIT' | 'ROLLBACK',
  ): Promise<T> => {
    now = nextTimestamp(now);
    db.run('BEGIN IMMEDIATE');
    db.run('UPDATE state SET last_write_at = ?', now);
    try {
      const result = await work(createWriter(() => sqliteWritePort(db, now)));
      db.run(outcome);
      return result;
    } catch (error) {
      db.run('ROLLBACK');
      throw error;
    }
  };
  const toAsyncReads = (reads: ReturnType<typeof sqliteReads>, before: () => void) =>
    Object.fromEntries(
      Object.entries(reads).map(([name, read]) => [
        name,
        async (...args: never[]) => {
          before();
          return (read as (...args: never[]) => unknown)(...args);
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
    write: (work) => transact(work, 'COMMIT'),
    preview: (work) => transact(work, 'ROLLBACK'),
    ...reads(),
    withSignal: reads,
    writePosition: async () => readWritePosition(db),
    ping: async () => {},
    close: async () => db.close(),
  };
}
