import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { withTimeout } from '../../async/deadline.js';
import type { AscribeError } from '../../domain/errors.js';
import { createDamageMonitor, damageError, isDamage } from '../damage.js';
import { READ_METHODS } from '../read/create-reads.js';
import { isShortRead } from '../read/short-reads.js';
import type { Reads, Store, TemporalReads, Writer } from '../store.js';
import { createWriteQueue } from '../write/write-queue.js';
import { isPanic } from './connection/channel.js';
import type { FileIdentity } from './connection/file-identity.js';
import { openReaderPool, type ReaderPool } from './connection/reader-pool.js';
import { type Call, shareMessages } from './connection/shared-messages.js';
import { openWriterConnection, type WriterConnection } from './connection/writer-connection.js';
import { checkInBackground, maintain } from './maintenance.js';

/** The maximum number of concurrent reads of one request. */
const MAX_READS_PER_REQUEST = 4;

/**
 * Opens the embedded store: one connection that writes and a pool of connections that read, each a process. In WAL mode a read sees the
 * committed state, also during an import, and never waits for it. Nothing is answered or acknowledged once the file was deleted or replaced.
 * With `onDamage`, the whole file is checked in the background. Throws STORE_UNUSABLE with a one-line reason.
 */
export async function openSqlite(file: string, onDamage?: (error: AscribeError) => void): Promise<Store> {
  const writer = await openWriterConnection(file);
  const { identity } = writer;
  const maxReads = Math.min(MAX_READS_PER_REQUEST, Math.max(2, availableParallelism()));
  const readers = openReaderPool(file, identity.key, maxReads);
  // Health checks and the write position need an answer even if all readers are busy; the process for that starts only then.
  const probes = openReaderPool(file, identity.key, 1);
  // A signal of its own makes it a caller that waits for no other.
  const probe = <T>(method: string) =>
    (readers.isFree() ? readers : probes).call<T>(new AbortController().signal, method);
  const damage = createDamageMonitor();
  const watch = <T>(call: Promise<T>) => damage.watch(nameDamagedRecord(file, call));
  const watches: DamageWatch = { watch, note: damage.watch };
  const check = onDamage === undefined ? null : checkInBackground(file, identity.key);
  if (check !== null)
    watch(check.result).catch((error: unknown) => {
      if (isDamage(error)) onDamage?.(error);
    });
  const writes = createWriteQueue();
  const write = (work: Parameters<Store['write']>[0], outcome: 'commit' | 'rollback') =>
    watch(writes.enqueue(() => attemptWrite<never>(writer, work, outcome)));
  return {
    label: `sqlite ${file}`,
    write: (work) => write(work, 'commit'),
    preview: (work) => write(work, 'rollback'),
    ...createReads(readers, identity, watches),
    withSignal: (signal) => {
      // Each read of a request listens to its signal.
      setMaxListeners(0, signal);
      return createReads(readers, identity, watches, signal);
    },
    writePosition: () => watch(answerIfUnchanged(identity, probe('writePosition'))),
    ping: async () => {
      damage.requireNone();
      await writer.channel();
      await answerIfUnchanged(identity, probe('ping'));
    },
    close: async () => {
      check?.stop();
      await writes.drained();
      await Promise.all([readers.close(), probes.close()]);
      // Last: while a reader is open, the log cannot be emptied.
      await writer.close();
    },
  };
}

/** How the reads of a store notice damage. */
interface DamageWatch {
  /** Also names the record that ended the process of a call. */
  readonly watch: <T>(call: Promise<T>) => Promise<T>;
  /** For one of several calls that share a message: `watch` sees only the message. */
  readonly note: <T>(call: Promise<T>) => Promise<T>;
}

function createReads(
  readers: ReaderPool,
  identity: FileIdentity,
  { watch, note }: DamageWatch,
  signal?: AbortSignal,
): TemporalReads {
  const call = (method: string, ...args: readonly unknown[]) =>
    watch(answerIfUnchanged<never>(identity, readers.call(signal, method, ...args)));
  const createView = (callInView: Call): Reads => {
    // Without a signal, the reads of different callers would share.
    if (signal === undefined) return forwardCalls<Reads>(READ_METHODS, callInView);
    const callTogether = shareMessages(callInView);
    return forwardCalls<Reads>(READ_METHODS, (method, args) =>
      isShortRead(method) ? note(callTogether(method, args)) : callInView(method, args),
    );
  };
  return Object.assign(
    createView((method, args) => call(method, ...args)),
    { asOf: (timestamp: string) => createView((method, args) => call('asOf', timestamp, method, args)) },
  );
}

const LOCATE_TIMEOUT_MS = 10_000;

/** If the database library ended the process of a call, rejects with the record that it could not read. */
async function nameDamagedRecord<T>(file: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!isPanic(error)) throw error;
    const locating = maintain(file, 'findDamagedRecord').catch(() => null);
    const found = await withTimeout<string | null>(LOCATE_TIMEOUT_MS, locating, () => error as Error);
    throw found === null ? error : damageError(found);
  }
}

/** Rejects with STORE_UNUSABLE if the file was deleted or replaced before the answer. */
async function answerIfUnchanged<T>(identity: FileIdentity, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } finally {
    // Also if it failed: without its file, a database looks damaged.
    identity.requireUnchanged();
  }
}

async function attemptWrite<T>(
  writer: WriterConnection,
  work: Parameters<Store['write']>[0],
  outcome: 'commit' | 'rollback',
): Promise<T> {
  const channel = await writer.channel();
  writer.identity.requireUnchanged();
  await channel.call('begin');
  try {
    const result = await work(forwardCalls(WRITE_METHODS, (method, args) => channel.call(method, ...args)));
    await channel.call(outcome);
    writer.identity.requireUnchanged();
    return result as T;
  } catch (error) {
    // The rollback fails if the transaction or its process has already ended; the first error is the cause.
    await channel.call('rollback').catch(() => {});
    throw error;
  }
}

/** Methods that forward their arguments. */
function forwardCalls<T>(
  names: readonly (keyof T & string)[],
  call: (method: string, args: readonly unknown[]) => Promise<never>,
): T {
  // Each request makes some.
  const methods: Record<string, unknown> = {};
  for (const name of names) methods[name] = (...args: unknown[]) => call(name, args);
  return methods as T;
}

const WRITE_METHOD_TABLE: Readonly<Record<keyof Writer, true>> = {
  put: true,
  retract: true,
  restore: true,
  assess: true,
  withdrawAssessment: true,
  erase: true,
  restoreDeclared: true,
  applyPolicy: true,
};
const WRITE_METHODS = Object.keys(WRITE_METHOD_TABLE) as (keyof Writer)[];
