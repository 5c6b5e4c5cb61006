import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import neo4j, { type Driver } from 'neo4j-driver';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { readConfig } from '#ascribe/config/config.js';
import { unmetNeo4jRequirement } from '#ascribe/neo4j-server/index.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import type { Store } from '#ascribe/store/store.js';
import type { Login } from './shared-server.js';

/** Timeout for a start of the server, or for waiting until the tests of other files release it. */
export const NEO4J_TIMEOUT_MS = 3_600_000;

/** The default settings of ascribe, but with time for a busy machine to plan a statement that the server has not seen before. */
export const NEO4J_OPTIONS = { ...readConfig({}, {}).neo4j, queryTimeoutMs: 600_000 };

/** A real Neo4j server for the tests of one file. */
export interface TestNeo4j {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  /** Queries the server directly, without the store. */
  readonly driver: Driver;
  /** Empties the database and opens a store in it. */
  openEmptyStore(): Promise<Store>;
  release(): Promise<void>;
}

/** The reason why no Neo4j is available; `null` if NEO4J_URI is set or if Java and Maven can run a server. */
async function neo4jUnavailableReason(env = process.env): Promise<string | null> {
  if (inject('neo4jTurns') === undefined) return 'this run leaves Neo4j out';
  if (env.NEO4J_URI) return null;
  const missing = await unmetNeo4jRequirement();
  if (missing === undefined) return null;
  if (env.ASCRIBE_REQUIRE_NEO4J === '1') throw new Error(`ASCRIBE_REQUIRE_NEO4J=1, and ${missing}`);
  console.warn(`\n!!! SKIPPED: the tests on a real Neo4j. NEO4J_URI is not set, and ${missing}\n`);
  return missing;
}

/** Describes tests on a real Neo4j; they are skipped where there is none. */
export const describeNeo4j = describe.skipIf((await neo4jUnavailableReason()) !== null);

/** Holds the server while the tests of a `describe` run. Only then does the result have its properties. */
export function useTestNeo4j(): TestNeo4j {
  const neo4j: Partial<TestNeo4j> = {};
  beforeAll(async () => {
    Object.assign(neo4j, await acquireTestNeo4j());
  }, NEO4J_TIMEOUT_MS);
  afterAll(() => neo4j.release?.());
  return neo4j as TestNeo4j;
}

/** Waits for this file's turn to use the server that all test files share. The tests empty its database, so files take turns. */
async function acquireTestNeo4j(): Promise<TestNeo4j> {
  const turn = connect(inject('neo4jTurns'), '127.0.0.1');
  const { uri, username, password } = await readLogin(turn).catch((error) => {
    // Otherwise its turn would come later, and never end.
    turn.destroy();
    throw error;
  });
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  return {
    uri,
    username,
    password,
    driver,
    openEmptyStore: async () => {
      await clearDatabase(driver);
      return openNeo4j({ uri, username, password }, NEO4J_OPTIONS);
    },
    release: async () => {
      await driver.close();
      turn.destroy();
    },
  };
}

async function readLogin(turn: Socket): Promise<Login> {
  // Ends before the hook that waits for it.
  const signal = AbortSignal.timeout(NEO4J_TIMEOUT_MS - 5_000);
  const [line] = await once(createInterface(turn), 'line', { signal });
  const answer = JSON.parse(line) as Login | { readonly error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

/** Deletes in batches: the data of many tests may be too large for one transaction. */
async function clearDatabase(driver: Driver): Promise<void> {
  const session = driver.session();
  await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS');
  await session.close();
}
