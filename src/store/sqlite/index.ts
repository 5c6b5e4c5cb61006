import { availableParallelism } from 'node:os';
import type { Reads, Store, Writer } from '../store.js';
import { openLink } from './link.js';

/** The most connections that read at a time. */
const MOST_READERS = 4;

/**
 * Opens the embedded store: one connection that writes, and several that read beside it. WAL lets a read see what is committed
 * while an import runs, so it never waits for it. Throws STORE_UNUSABLE with one clear line.
 */
export async function openSqlite(file: string): Promise<Store> {
  const writer = await openLink(file, 'writer');
  const readers = await Promise.all(
    Array.from({ length: Math.min(MOST_READERS, Math.max(2, availableParallelism())) }, () =>
      openLink(file, 'reader'),
    ),
  );
  const idlest = () => readers.reduce((best, one) => (one.waiting < best.waiting ? one : best));

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
    ...forwarded<Reads>(READS, (method, args) => idlest().call(method, ...args)),
    asOf: (moment) => forwarded<Reads>(READS, (method, args) => idlest().call('asOf', moment, method, args)),
    ping: () => idlest().call('ping'),
    close: async () => {
      await lastWrite;
      await Promise.all([writer, ...readers].map((link) => link.close()));
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
  countCitationsOf: true,
  evidenceOf: true,
  historyOf: true,
  assessmentsOf: true,
  listChanges: true,
  countChanges: true,
  subjectsOfSeveral: true,
  policy: true,
  search: true,
  countBy: true,
  closestEntityIds: true,
};

const WRITES: Readonly<Record<keyof Writer, true>> = {
  put: true,
  retract: true,
  restore: true,
  assess: true,
  withdrawAssessment: true,
  applyPolicy: true,
};
