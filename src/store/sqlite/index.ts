import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { READ_METHODS } from '../read/create-reads.js';
import type { Reads, Store, TemporalReads, Writer } from '../store.js';
import { createWriteQueue } from '../write/write-queue.js';
import { type Channel, openChannel } from './connection/channel.js';
import { openReaderPool, type ReaderPool } from './connection/reader-pool.js';

/** The maximum number of concurrent reads of one request. */
const MAX_READS_PER_REQUEST = 4;

/**
 * Opens the embedded store: one connection that writes and a pool of connections that read. In WAL mode a read sees the
 * committed state, also during an import, and never waits for it. Throws STORE_UNUSABLE with a one-line reason.
 */
export async function openSqlite(file: string): Promise<Store> {
  const writer = await openChannel(file, 'writer');
  const readers = openReaderPool(file, Math.min(MAX_READS_PER_REQUEST, Math.max(2, availableParallelism())));
  // Health checks and the write position need an answer even if all readers are busy.
  const probes = openReaderPool(file, 1);
  const writes = createWriteQueue();
  const write = (work: Parameters<Store['write']>[0], outcome: 'commit' | 'rollback') =>
    writes.enqueue(() => attemptWrite<never>(writer, work, outcome));
  return {
    label: `sqlite ${file}`,
    write: (work) => write(work, 'commit'),
    preview: (work) => write(work, 'rollback'),
    ...createReads(readers),
    withSignal: (signal) => {
      // Each read of a request listens to its signal.
      setMaxListeners(0, signal);
      return createReads(readers, signal);
    },
    writePosition: () => probes.call(undefined, 'writePosition'),
    ping: () => probes.call(undefined, 'ping'),
    close: async () => {
      await writes.drained();
      await Promise.all([writer.close(), readers.close(), probes.close()]);
    },
  };
}

function createReads(readers: ReaderPool, signal?: AbortSignal): TemporalReads {
  return {
    ...forwardCalls<Reads>(READ_METHODS, (method, args) => readers.call(signal, method, ...args)),
    asOf: (timestamp) =>
      forwardCalls<Reads>(READ_METHODS, (method, args) =>
        readers.call(signal, 'asOf', timestamp, method, args),
      ),
  };
}

async function attemptWrite<T>(
  writer: Channel,
  work: Parameters<Store['write']>[0],
  outcome: 'commit' | 'rollback',
): Promise<T> {
  await writer.call('begin');
  try {
    const result = await work(forwardCalls(WRITE_METHODS, (method, args) => writer.call(method, ...args)));
    await writer.call(outcome);
    return result as T;
  } catch (error) {
    // The rollback fails if the transaction or its thread has already ended; the first error is the cause.
    await writer.call('rollback').catch(() => {});
    throw error;
  }
}

/** Methods that forward their arguments. */
function forwardCalls<T>(
  names: readonly (keyof T & string)[],
  call: (method: string, args: readonly unknown[]) => Promise<never>,
): T {
  const methods = names.map((name) => [name, (...args: unknown[]) => call(name, args)]);
  return Object.fromEntries(methods) as T;
}

const WRITE_METHOD_TABLE: Readonly<Record<keyof Writer, true>> = {
  put: true,
  retract: true,
  restore: true,
  assess: true,
  withdrawAssessment: true,
  restoreDeclared: true,
  applyPolicy: true,
};
const WRITE_METHODS = Object.keys(WRITE_METHOD_TABLE) as (keyof Writer)[];
