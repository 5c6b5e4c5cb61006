import { setMaxListeners } from 'node:events';
import neo4j, { type Driver, type Session } from 'neo4j-driver';
import { withAbort, withTimeout } from '../../async/deadline.js';
import { AscribeError } from '../../domain/errors.js';
import type { Store, TemporalReads } from '../store.js';
import { type Query, withParameters } from './connection/cypher.js';
import { serverError, toAscribeError } from './connection/errors.js';
import type { Neo4jOptions } from './connection/options.js';
import { type AccessMode, createRetry } from './connection/retry.js';
import { inReadTransaction } from './connection/transaction.js';
import { readWritePosition } from './read/change-reads.js';
import { neo4jReads } from './read/read-port.js';
import { prepareDatabase, requireSupportedServer } from './schema/prepare.js';
import { attemptWrite } from './write/write-transaction.js';

export interface Neo4jLogin {
  /** `neo4j://…` routes over a cluster, `bolt://…` talks to one server; `+s` encrypts. */
  readonly uri: string;
  readonly username: string;
  readonly password: string | undefined;
  /** The user's home database where absent. */
  readonly database?: string | undefined;
}

/**
 * Opens a Neo4j database, through plain Cypher. Throws STORE_UNUSABLE or STORE_UNAVAILABLE with one clear line, which never
 * holds the password.
 */
export async function openNeo4j(login: Neo4jLogin, limits: Neo4jOptions): Promise<Store> {
  const where = login.database === undefined ? login.uri : `${login.uri} (database ${login.database})`;
  const driver = createDriver(login, limits);
  const database = login.database === undefined ? {} : { database: login.database };
  // Shared by all sessions: who reads after a write sees it, on whichever member of a cluster.
  const bookmarkManager = neo4j.bookmarkManager();
  const session = (defaultAccessMode: AccessMode) =>
    driver.session({ ...database, bookmarkManager, defaultAccessMode });
  const tried = createRetry(limits.retryTimeoutMs);
  const silent = (milliseconds: number) => () =>
    serverError('STORE_UNAVAILABLE', `Neo4j at ${where} did not answer within ${milliseconds / 1000} s`);
  let closed = false;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
    try {
      return await work();
    } catch (error) {
      throw toAscribeError(error, where);
    }
  };

  try {
    await guarded(async () => {
      await requireSupportedServer(driver, database, where);
      await tried('WRITE', () => prepareDatabase(() => session('WRITE'), where));
    });
  } catch (error) {
    await driver.close();
    throw error;
  }

  const { queryTimeoutMs, connectTimeoutMs } = limits;
  // The server ends a read that takes too long, but one that hangs, or is cut off, ends nothing.
  const readTime = acquisitionTimeout(limits) + queryTimeoutMs;
  const read = <T>(work: (query: Query) => Promise<T>, signal?: AbortSignal): Promise<T> =>
    guarded(() =>
      withAbort(signal, () =>
        tried('READ', () => {
          // Not begun again for nobody.
          signal?.throwIfAborted();
          const reading = inReadTransaction(session('READ'), queryTimeoutMs, work, signal);
          return withTimeout(readTime, reading, silent(readTime));
        }),
      ),
    );
  const reads = (signal?: AbortSignal): TemporalReads => ({
    ...neo4jReads((work) => read(work, signal), 'now', signal),
    asOf: (timestamp) =>
      neo4jReads(
        (work) => read((query) => work(withParameters(query, { asOf: timestamp })), signal),
        'asOf',
        signal,
      ),
  });
  // One writer of this process at a time waits for the lock of the database, so that however many do, they hold one connection.
  let lastWrite: Promise<unknown> = Promise.resolve();
  const inTurn = (work: Parameters<Store['write']>[0], end: 'commit' | 'rollback') => {
    const turn = lastWrite.then(() =>
      guarded(() => tried('WRITE', () => attemptWrite<never>(session('WRITE'), work, end))),
    );
    lastWrite = turn.catch(() => {});
    return turn;
  };
  return {
    label: `neo4j ${where}`,
    write: (work) => inTurn(work, 'commit'),
    preview: (work) => inTurn(work, 'rollback'),
    ...reads(),
    withSignal: (signal) => {
      // Each read of a request waits for it.
      setMaxListeners(0, signal);
      return reads(signal);
    },
    writePosition: () => read(readWritePosition),
    ping: () =>
      guarded(() =>
        // Not tried again: it tells how things stand now.
        withTimeout(connectTimeoutMs, pingServer(session('READ'), where), silent(connectTimeoutMs)),
      ),
    close: async () => {
      await lastWrite;
      closed = true;
      await driver.close();
    },
  };
}

async function pingServer(session: Session, address: string): Promise<void> {
  try {
    await session.run('RETURN 1');
  } catch (error) {
    throw serverError('STORE_UNAVAILABLE', `Neo4j at ${address} does not answer`, error);
  } finally {
    await session.close();
  }
}

function createDriver({ uri, username, password }: Neo4jLogin, limits: Neo4jOptions): Driver {
  if (password === undefined) {
    throw new AscribeError('BAD_CONFIGURATION', `no password is known for ${uri}; set NEO4J_PASSWORD`);
  }
  return neo4j.driver(uri, neo4j.auth.basic(username, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: limits.maxConnections,
    connectionTimeout: limits.connectTimeoutMs,
    connectionAcquisitionTimeout: acquisitionTimeout(limits),
    // What stood idle may have been closed on the way, by a firewall or the server: asked first.
    connectionLivenessCheckTimeout: 30_000,
    userAgent: 'ascribe',
  });
}

/** Includes the time to connect, to greet and log in, and to wait for one of the connections in use; what never comes must end too. */
const acquisitionTimeout = ({ connectTimeoutMs }: Neo4jOptions): number => 2 * connectTimeoutMs;
