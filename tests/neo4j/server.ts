import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, { type Driver } from 'neo4j-driver';
import { missingForNeo4j, startThrowawayNeo4j } from '#ascribe/neo4j-server/index.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import type { Store } from '#ascribe/store/store.js';

/** For what must wait for a server to start, or for the tests of other files to be done with it. */
export const NEO4J_TIMEOUT = 600_000;

/** A real Neo4j for the tests of one file. */
export interface TestNeo4j {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  /** Asks the server itself, past the store. */
  readonly driver: Driver;
  /** A store in a database that was emptied. */
  openEmpty(): Promise<Store>;
  stop(): Promise<void>;
}

/** Why there is no Neo4j here: `null` where NEO4J_URI names one, or Java and Maven can run one. */
export async function whyNoNeo4j(env = process.env): Promise<string | null> {
  if (env.NEO4J_URI) return null;
  const missing = await missingForNeo4j();
  if (missing === undefined) return null;
  if (env.ASCRIBE_REQUIRE_NEO4J === '1') throw new Error(`ASCRIBE_REQUIRE_NEO4J=1, and ${missing}`);
  console.warn(`\n!!! SKIPPED: the tests on a real Neo4j. NEO4J_URI is not set, and ${missing}\n`);
  return missing;
}

/**
 * The server of NEO4J_URI, whose database is emptied by the tests, which therefore take turns at it file by file; else one of our
 * own that is gone afterwards.
 */
export async function testNeo4j(env = process.env): Promise<TestNeo4j> {
  const own = env.NEO4J_URI ? undefined : await startThrowawayNeo4j();
  const uri = own?.uri ?? (env.NEO4J_URI as string);
  const username = own?.username ?? (env.NEO4J_USERNAME || 'neo4j');
  const password = own?.password ?? env.NEO4J_PASSWORD ?? '';
  const turn = own === undefined ? await takeTurn() : undefined;
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  return {
    uri,
    username,
    password,
    driver,
    openEmpty: async () => {
      await wipe(driver);
      return openNeo4j({ uri, username, password });
    },
    stop: async () => {
      await driver.close();
      await own?.stop();
      turn?.close();
    },
  };
}

/** In batches: what a server of many tests holds may be more than one transaction can take. */
async function wipe(driver: Driver): Promise<void> {
  const session = driver.session();
  await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS');
  await session.close();
}

/** A port is held by one process at a time, and given up when that ends in whatever way. */
const TURN_PORT = 47_687;

async function takeTurn(): Promise<Server> {
  for (;;) {
    const server = createServer();
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(TURN_PORT, '127.0.0.1', () => resolve(true));
    });
    if (taken) return server;
    await sleep(250);
  }
}
