import { createBatcher } from '../../../async/batcher.js';
import { MAX_SHARED_READS } from '../../read/short-reads.js';
import type { Query, RunQueries } from './cypher.js';
import { isNeo4jError } from './errors.js';

interface PendingRead {
  readonly work: (query: Query) => Promise<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Returns a `RunQueries` that runs all reads of one turn of the event loop in one transaction: the driver sends its beginning and their first
 * statements together. A read that fails by itself rejects alone.
 *
 * @param runAlone runs a read that shares with no other
 */
export function shareTransactions(run: RunQueries, runAlone = run): RunQueries {
  const add = createBatcher<PendingRead>(MAX_SHARED_READS, (reads) => void runTogether(run, runAlone, reads));
  return <T>(work: (query: Query) => Promise<T>) =>
    new Promise<T>((resolve, reject) => add({ work, resolve, reject }));
}

async function runTogether(
  run: RunQueries,
  runAlone: RunQueries,
  reads: readonly PendingRead[],
): Promise<void> {
  const pending = new Set(reads);
  if (reads.length > 1) {
    // Rejects if the transaction is gone, maybe because of one of the reads or because all of them took too long.
    await run((query) => answerAll(pending, query)).catch(() => {});
  }
  // Once their signal is aborted, these reject at once.
  for (const { work, resolve, reject } of pending)
    runAlone(work).then(resolve as (result: unknown) => void, reject);
}

/** Removes the reads that are answered from `pending`. Rejects with the first error of the server, which ends the transaction. */
async function answerAll(pending: Set<PendingRead>, query: Query): Promise<void> {
  const answer = async (read: PendingRead) => {
    try {
      read.resolve((await read.work(query)) as never);
    } catch (error) {
      if (isNeo4jError(error)) throw error;
      // Such as a damaged record: an error of this read alone.
      read.reject(error);
    }
    pending.delete(read);
  };
  const outcomes = await Promise.allSettled([...pending].map(answer));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
