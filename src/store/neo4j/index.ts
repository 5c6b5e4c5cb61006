import neo4j, { type Driver } from 'neo4j-driver';
import { AscribeError } from '../../domain/errors.js';
import type { Store } from '../store.js';
import { toAscribe } from './errors.js';
import { prepare, requireKnownServer } from './prepare.js';
import { type Query, queryIn, withParameters } from './query.js';
import { neo4jReads } from './reads.js';
import { inTransaction, writing } from './write.js';

export interface Neo4jLogin {
  /** `neo4j://…` routes over a cluster, `bolt://…` talks to one server; `+s` encrypts. */
  readonly uri: string;
  readonly username: string;
  readonly password: string | undefined;
  /** The user's home database where absent. */
  readonly database?: string | undefined;
}

/** How long to wait for the server to take a connection, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;
/** How long a transaction is tried again while the server cannot take it, as when a cluster chooses a leader. */
const RETRY_TIME = 15_000;

/**
 * Opens a Neo4j database, through plain Cypher. Throws STORE_UNUSABLE or STORE_UNAVAILABLE with one clear line, which never
 * holds the password.
 */
export async function openNeo4j(login: Neo4jLogin): Promise<Store> {
  const where = login.database === undefined ? login.uri : `${login.uri} (database ${login.database})`;
  const driver = connect(login);
  const database = login.database === undefined ? {} : { database: login.database };
  // Shared by all sessions: who reads after a write sees it, on whichever member of a cluster.
  const bookmarkManager = neo4j.bookmarkManager();
  const session = (defaultAccessMode: 'READ' | 'WRITE') =>
    driver.session({ ...database, bookmarkManager, defaultAccessMode });
  let closed = false;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
    try {
      return await work();
    } catch (error) {
      throw toAscribe(error, where);
    }
  };

  try {
    await guarded(async () => {
      await requireKnownServer(driver, database, where);
      await prepare(() => session('WRITE'), where);
    });
  } catch (error) {
    await driver.close();
    throw error;
  }

  const read = <T>(work: (query: Query) => Promise<T>): Promise<T> =>
    guarded(async () => {
      const reader = session('READ');
      try {
        return await reader.executeRead((transaction) => work(queryIn(transaction)));
      } finally {
        await reader.close();
      }
    });
  // One writer of this process at a time waits for the lock of the database, so that however many do, they hold one connection.
  let lastWrite: Promise<unknown> = Promise.resolve();
  const inTurn = (work: Parameters<Store['write']>[0], end: 'commit' | 'rollback') => {
    const turn = lastWrite.then(() =>
      guarded(() => inTransaction(session('WRITE'), (query) => writing<never>(query, work), end)),
    );
    lastWrite = turn.catch(() => {});
    return turn;
  };
  return {
    label: `neo4j ${where}`,
    write: (work) => inTurn(work, 'commit'),
    preview: (work) => inTurn(work, 'rollback'),
    ...neo4jReads(read, 'now'),
    asOf: (moment) => neo4jReads((work) => read((query) => work(withParameters(query, { moment }))), 'then'),
    ping: () =>
      guarded(async () => {
        const reader = session('READ');
        try {
          // Not tried again, as a managed transaction is: it tells how things stand now.
          await reader.run('RETURN 1');
        } catch (error) {
          throw new AscribeError('STORE_UNAVAILABLE', `Neo4j at ${where} does not answer`, { cause: error });
        } finally {
          await reader.close();
        }
      }),
    close: async () => {
      await lastWrite;
      closed = true;
      await driver.close();
    },
  };
}

function connect({ uri, username, password }: Neo4jLogin): Driver {
  if (password === undefined) {
    throw new AscribeError('BAD_CONFIGURATION', `no password is known for ${uri}; set NEO4J_PASSWORD`);
  }
  return neo4j.driver(uri, neo4j.auth.basic(username, password), {
    disableLosslessIntegers: true,
    connectionTimeout: CONNECT_TIMEOUT,
    // Above the former, as it includes it; what waits for a connection that never comes must end too.
    connectionAcquisitionTimeout: 2 * CONNECT_TIMEOUT,
    // What stood idle may have been closed on the way, by a firewall or the server: asked first.
    connectionLivenessCheckTimeout: 30_000,
    maxTransactionRetryTime: RETRY_TIME,
    userAgent: 'ascribe',
  });
}
