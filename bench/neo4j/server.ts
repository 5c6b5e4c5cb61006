import neo4j, { type Driver } from 'neo4j-driver';
import { readConfig } from '#ascribe/config/config.js';
import { startEphemeralNeo4j } from '#ascribe/neo4j-server/index.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import type { Store } from '#ascribe/store/store.js';

/** The measured server, through the store and through the driver. */
export interface Bench {
  readonly store: Store;
  /** The bare driver, with the options of the store. */
  readonly driver: Driver;
  readonly version: string;
  /** Deletes everything that was written. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Connects to the server at NEO4J_URI, which must be empty, or starts an ephemeral one. */
export async function openBench({ env = process.env, heap = '1g' } = {}): Promise<Bench> {
  const own = env.NEO4J_URI ? undefined : await startEphemeralNeo4j({ heap });
  const uri = own?.uri ?? (env.NEO4J_URI as string);
  const username = own?.username ?? (env.NEO4J_USERNAME || 'neo4j');
  const password = own?.password ?? env.NEO4J_PASSWORD ?? '';
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  const clear = async () => {
    const session = driver.session();
    await session.run(
      'MATCH (n) WHERE NOT n:Ascribe CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS',
    );
    await session.close();
  };
  try {
    const { records } = await driver.executeQuery('MATCH (n) WHERE NOT n:Ascribe RETURN count(n) AS n');
    if (records[0]?.get('n') !== 0)
      throw new Error(
        `the database at ${uri} is not empty; expected an empty one, because the bench deletes its content at the end`,
      );
    const store = await openNeo4j({ uri, username, password }, readConfig({}, {}).neo4j);
    const { agent = '' } = await driver.getServerInfo();
    return {
      store,
      driver,
      version: agent,
      clear,
      stop: async () => {
        if (own === undefined) await clear();
        await store.close();
        await driver.close();
        await own?.stop();
      },
    };
  } catch (error) {
    await driver.close();
    await own?.stop();
    throw error;
  }
}
