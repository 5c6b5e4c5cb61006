import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import type { MomentReads, Reads, Store, Writer } from '../store.js';
import { openLink } from './connection/channel.js';
import { openReaders } from './connection/reader-pool.js';

/** The most reads of one request at a time. */
const MOST_READS = 4;

/**
 * Opens the embedded store: one connection that writes, and several that read beside it. WAL lets a read see what is committed
 * while an import runs, so it never waits for it. Throws STORE_UNUSABLE with one clear line.
 */
export async function openSqlite(file: string): Promise<Store> {
  const writer = await openLink(file, 'writer');
  const readers = openReaders(file, Math.min(MOST_READS, Math.max(2, availableParallelism())));
  // Whether the store answers, and where it stands, is to be known also while all that read are busy.
  const probes = openReaders(file, 1);
  const reads = (signal?: AbortSignal): MomentReads => ({
    ...forwarded<Reads>(READS, (method, args) => readers.call(signal, method, ...args)),
    asOf: (moment) =>
      forwarded<Reads>(READS, (method, args) => readers.call(signal, 'asOf', moment, method, args)),
  });

  let lastWrite: Promise<unknown> = Promise.resolve();
  const transact = async <T>(work: Parameters<Store['write']>[0], end: 'commit' | 'rollback'): Promise<T> => {
    await writer.call('begin');
    try {
      const result = await work(forwarded(WRITES, (method, args) => writer.call(method, ...args)));
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
    until: (signal) => {
      // Each read of a request waits for it.
      setMaxListeners(0, signal);
      return reads(signal);
    },
    position: () => probes.call(undefined, 'position'),
    ping: () => probes.call(undefined, 'ping'),
    close: async () => {
      await lastWrite;
      await Promise.all([writer.close(), readers.close(), probes.close()]);
    },
  };
}

/** Methods that hand on what they are called with. */
function forwarded<T>(
  names: Readonly<Record<keyof T, true>>,
  call: (method: string, args: readonly unknown[]) => Promise<never>,
): T {
  const methods = Object.keys(names).map((name) => [name, (...args: unknown[]) => call(name, args)]);
  return Object.fromEntries(methods) as T;
}

const READS: Readonly<Record<keyof Reads, true>> = {
  entities: true,
  claims: true,
  citations: true,
  articles: true,
  sources: true,
  listEntities: true,
  listArticles: true,
  listSources: true,
  listClaims: true,
  countEntities: true,
  countArticles: true,
  countSources: true,
  countClaims: true,
  claimsOf: true,
  countClaimsOf: true,
  citationsOf: true,
  claimsInFullOf: true,
  citationsInFullOf: true,
  countCitationsOf: true,
  evidenceOf: true,
  historyOf: true,
  assessmentsOf: true,
  listChanges: true,
  countChanges: true,
  subjectsOfSeveral: true,
  policy: true,
  neighborhood: true,
  paths: true,
  chainsFrom: true,
  annotations: true,
  search: true,
  countBy: true,
  timeline: true,
  closestEntityIds: true,
};

const WRITES: Readonly<Record<keyof Writer, true>> = {
  put: true,
  retract: true,
  restore: true,
  assess: true,
  withdrawAssessment: true,
  reinstate: true,
  applyPolicy: true,
};
