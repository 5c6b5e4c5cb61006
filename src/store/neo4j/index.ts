import { setMaxListeners } from 'node:events';
import { createDamageMonitor, type DamageMonitor } from '../damage.js';
import type { Scope } from '../read/scope.js';
import { withSharedReads } from '../read/short-reads.js';
import type { Reads, Store, TemporalReads } from '../store.js';
import { createWriteQueue } from '../write/write-queue.js';
import { connect, type Neo4jConnection } from './connection/connection.js';
import { type RunQueries, withParameters } from './connection/cypher.js';
import type { Neo4jLogin, Neo4jOptions } from './connection/options.js';
import { shareTransactions } from './connection/shared-transaction.js';
import { readWritePosition } from './read/change-reads.js';
import { neo4jReads } from './read/read-port.js';
import { prepareDatabase, requireSupportedServer } from './schema/prepare.js';
import { attemptWrite } from './write/write-transaction.js';

/**
 * Opens a Neo4j database, and creates or migrates its schema. Throws STORE_UNUSABLE or STORE_UNAVAILABLE with a one-line reason that
 * never contains the password.
 */
export async function openNeo4j(login: Neo4jLogin, options: Neo4jOptions): Promise<Store> {
  const connection = connect(login, options);
  const { address } = connection;
  try {
    requireSupportedServer(await connection.serverAgent(), address);
    await connection.write((openSession) => prepareDatabase(openSession, address));
  } catch (error) {
    await connection.close();
    throw error;
  }

  // Queued writes wait for the database's lock one at a time, so they hold only one connection.
  const damage = createDamageMonitor();
  const writes = createWriteQueue();
  const write = (work: Parameters<Store['write']>[0], outcome: 'commit' | 'rollback') =>
    damage.watch(
      writes.enqueue(() =>
        connection.write((openSession) => attemptWrite<never>(openSession(), work, outcome)),
      ),
    );
  return {
    label: `neo4j ${address}`,
    write: (work) => write(work, 'commit'),
    preview: (work) => write(work, 'rollback'),
    ...createReads(connection, damage),
    withSignal: (signal) => {
      // Each read of a request listens to its signal.
      setMaxListeners(0, signal);
      return createReads(connection, damage, signal);
    },
    writePosition: () => connection.read(readWritePosition),
    ping: async () => {
      damage.requireNone();
      await connection.ping();
    },
    close: async () => {
      await writes.drained();
      await connection.close();
    },
  };
}

function createReads(
  connection: Neo4jConnection,
  damage: DamageMonitor,
  signal?: AbortSignal,
): TemporalReads {
  const createView = (scope: Scope, run: RunQueries, runAlone = run): Reads => {
    const readsBy = (runQueries: RunQueries) =>
      neo4jReads((work) => damage.watch(runQueries(work)), scope, signal);
    // Without a signal, the reads of different callers would share.
    return signal === undefined
      ? readsBy(run)
      : withSharedReads(readsBy(run), readsBy(shareTransactions(run, runAlone)));
  };
  return {
    ...createView(
      'now',
      (work) => connection.read(work, signal),
      // Each short read of the current graph is one statement.
      (work) => connection.readStatement(work, signal),
    ),
    asOf: (timestamp) =>
      createView('asOf', (work) =>
        connection.read((query) => work(withParameters(query, { asOf: timestamp })), signal),
      ),
  };
}
