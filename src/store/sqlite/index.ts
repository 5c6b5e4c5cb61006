import { availableParallelism } from 'node:os';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { Store, WriteOutcome } from '../store.js';
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
  const read =
    (method: string) =>
    (...args: unknown[]) => {
      const idlest = readers.reduce((best, one) => (one.waiting < best.waiting ? one : best));
      return idlest.call<never>(method, ...args);
    };

  let lastWrite: Promise<unknown> = Promise.resolve();
  const transact = async <T>(work: Parameters<Store['write']>[0]): Promise<T> => {
    await writer.call('begin');
    try {
      const result = await work({
        put: (articles: readonly AnnotatedArticle[]) => writer.call<WriteOutcome[]>('put', articles),
      });
      await writer.call('commit');
      return result as T;
    } catch (error) {
      // The transaction may have ended by itself, or its thread with it: the first error is the one to tell.
      await writer.call('rollback').catch(() => {});
      throw error;
    }
  };

  return {
    label: `sqlite ${file}`,
    write: (work) => {
      const turn = lastWrite.then(() => transact<never>(work));
      lastWrite = turn.catch(() => {});
      return turn;
    },
    entities: read('entities'),
    claims: read('claims'),
    citations: read('citations'),
    articles: read('articles'),
    sources: read('sources'),
    listEntities: read('listEntities'),
    listArticles: read('listArticles'),
    listSources: read('listSources'),
    listClaims: read('listClaims'),
    countEntities: read('countEntities'),
    countArticles: read('countArticles'),
    countSources: read('countSources'),
    countClaims: read('countClaims'),
    claimsOf: read('claimsOf'),
    countClaimsOf: read('countClaimsOf'),
    citationsOf: read('citationsOf'),
    countCitationsOf: read('countCitationsOf'),
    evidenceOf: read('evidenceOf'),
    historyOf: read('historyOf'),
    search: read('search'),
    closestEntityIds: read('closestEntityIds'),
    ping: read('ping'),
    close: async () => {
      await lastWrite;
      await Promise.all([writer, ...readers].map((link) => link.close()));
    },
  };
}
