import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { READ_METHODS } from '../read/create-reads.js';
import type { Reads, Store, TemporalReads, Writer } from '../store.js';
import { openChannel } from './connection/channel.js';
import { openReaderPool } from './connection/reader-pool.js';

/** The most reads of one request at a time. */
const MAX_READS_PER_REQUEST = 4;

/**
 * Opens the embedded store: one connection that writes, and several that read beside it. WAL lets a read see what is committed
 * while an import runs, so it never waits for it. Throws STORE_UNUSABLE with one clear line.
 */
export async function openSqlite(file: string): Promise<Store> {
  const writer = await openChannel(file, 'writer');
  const readers = openReaderPool(file, Math.min(MAX_READS_PER_REQUEST, Math.max(2, availableParallelism())));
  // Whether the store answers, and where it stands, is to be known also while all that read are busy.
  const probes = openReaderPool(file, 1);
  const reads = (signal?: AbortSignal): TemporalReads => ({
    ...forwardCalls<Reads>(READ_METHODS, (method, args) => readers.call(signal, method, ...args)),
    asOf: (timestamp) =>
      forwardCalls<Reads>(READ_METHODS, (method, args) =>
        readers.call(signal, 'asOf', timestamp, method, args),
      ),
  });

  let lastWrite: Promise<unknown> = Promise.resolve();
  const transact = async <T>(work: Parameters<Store['write']>[0], end: 'commit' | 'rollback'): Promise<T> => {
    await writer.call('begin');
    try {
      const result = await work(
        forwardCalls(Object.keys(WRITE_METHODS) as (keyof Writer)[], (method, args) =>
          writer.call(method, ...args),
        ),
      );
      await writer.call(end);
      return result as T;
    } catch (error) {
      // The transaction may have ended by itself, or its thread with it: the first error is the one to tell.
      await writer.call('rollback').catch(() => {});
      throw error;
    }
  };
  const inTurn = <T>(work: Parameters<Store['write']>[0], end: 'commit' | 'rollback'): Promise<T> => {
    const turn = lastWrite.then(() => transact<T>(work, end));
    lastWrite = turn.catch(() => {});
    return turn;
  };

  return {
    label: `sqlite ${file}`,
    write: (work) => inTurn<never>(work, 'commit'),
    preview: (work) => inTurn<never>(work, 'rollback'),
    ...reads(),
    withSignal: (signal) => {
      // Each read of a request waits for it.
      setMaxListeners(0, signal);
      return reads(signal);
    },
    writePosition: () => probes.call(undefined, 'position'),
    ping: () => probes.call(undefined, 'ping'),
    close: async () => {
      await lastWrite;
      await Promise.all([writer.close(), readers.close(), probes.close()]);
    },
  };
}

/** Methods that forward their arguments. */
function forwardCalls<T>(
  names: readonly (keyof T & string)[],
  call: (method: string, args: readonly unknown[]) => Promise<never>,
): T {
  const methods = names.map((name) => [name, (...args: unknown[]) => call(name, args)]);
  return Object.fromEntries(methods) as T;
}

const WRITE_METHODS: Readonly<Record<keyof Writer, true>> = {
  put: true,
  retract: true,
  restore: true,
  assess: true,
  withdrawAssessment: true,
  restoreDeclared: true,
  applyPolicy: true,
};
