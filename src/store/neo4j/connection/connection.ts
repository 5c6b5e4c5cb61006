import neo4j, { type Driver, type Session } from 'neo4j-driver';
import { withAbort, withTimeout } from '../../../async/deadline.js';
import { AscribeError } from '../../../domain/errors.js';
import type { Query } from './cypher.js';
import { serverError, toAscribeError } from './errors.js';
import type { Neo4jLogin, Neo4jOptions } from './options.js';
import { type AccessMode, createRetry } from './retry.js';
import { inReadStatement, inReadTransaction } from './transaction.js';

/** A pool of connections to one database. Errors are AscribeErrors of one line, without the password. */
export interface Neo4jConnection {
  /** For people: the address, and the database if it is not the default. */
  readonly address: string;
  /** The name and version of the server. */
  serverAgent(): Promise<string | undefined>;
  /** Runs work in a read transaction, again after temporary errors. Rejects with the signal's reason once it is aborted. */
  read<T>(work: (query: Query) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** The same, but without a transaction: for work of one statement. */
  readStatement<T>(work: (query: Query) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Runs an attempt that opens sessions to write, again after temporary errors. */
  write<T>(attempt: (openSession: () => Session) => Promise<T>): Promise<T>;
  /** Throws STORE_UNAVAILABLE unless the server answers at once. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export function connect(login: Neo4jLogin, options: Neo4jOptions): Neo4jConnection {
  const { connectTimeoutMs, queryTimeoutMs, retryTimeoutMs } = options;
  const database = login.database === undefined ? {} : { database: login.database };
  const address = login.database === undefined ? login.uri : `${login.uri} (database ${login.database})`;
  const driver = createDriver(login, options);
  // Shared by all sessions: a read sees every earlier write of this process, on any member of a cluster.
  const bookmarkManager = neo4j.bookmarkManager();
  const openSession = (defaultAccessMode: AccessMode) =>
    driver.session({ ...database, bookmarkManager, defaultAccessMode });
  const retry = createRetry(retryTimeoutMs);
  // The server stops a slow read, but cannot report back if it hangs or the network fails.
  const readTimeoutMs = acquisitionTimeout(options) + queryTimeoutMs;
  const timeoutError = (milliseconds: number) => () =>
    serverError('STORE_UNAVAILABLE', `Neo4j at ${address} did not answer within ${milliseconds / 1000} s`);
  let closed = false;
  const withMappedErrors = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
    try {
      return await work();
    } catch (error) {
      throw toAscribeError(error, address);
    }
  };
  const readIn =
    (inSession: typeof inReadTransaction) =>
    <T>(work: (query: Query) => Promise<T>, signal?: AbortSignal): Promise<T> => {
      const attempt = () => {
        // An aborted read is not retried.
        signal?.throwIfAborted();
        const reading = inSession(openSession('READ'), queryTimeoutMs, work, signal);
        return withTimeout(readTimeoutMs, reading, timeoutError(readTimeoutMs));
      };
      return withMappedErrors(() => withAbort(signal, () => retry('READ', attempt)));
    };
  return {
    address,
    serverAgent: () => withMappedErrors(async () => (await driver.getServerInfo(database)).agent),
    read: readIn(inReadTransaction),
    readStatement: readIn(inReadStatement),
    write: (attempt) => withMappedErrors(() => retry('WRITE', () => attempt(() => openSession('WRITE')))),
    // Without retries: it reports the current state.
    ping: () =>
      withMappedErrors(() =>
        withTimeout(
          connectTimeoutMs,
          pingServer(openSession('READ'), address),
          timeoutError(connectTimeoutMs),
        ),
      ),
    close: async () => {
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

function createDriver({ uri, username, password }: Neo4jLogin, options: Neo4jOptions): Driver {
  if (password === undefined) {
    throw new AscribeError('BAD_CONFIGURATION', `no password is known for ${uri}; set NEO4J_PASSWORD`);
  }
  return neo4j.driver(uri, neo4j.auth.basic(username, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: options.maxConnections,
    connectionTimeout: options.connectTimeoutMs,
    connectionAcquisitionTimeout: acquisitionTimeout(options),
    // A firewall or the server may have closed an idle connection: check it before use.
    connectionLivenessCheckTimeout: 30_000,
    userAgent: 'ascribe',
  });
}

/** Covers connecting, the handshake with login, and waiting for a connection in use. */
const acquisitionTimeout = ({ connectTimeoutMs }: Neo4jOptions): number => 2 * connectTimeoutMs;
