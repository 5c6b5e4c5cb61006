import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import neo4j from 'neo4j-driver';
import { unmetNeo4jRequirement } from '#ascribe/neo4j-server/index.js';

const COMMAND = fileURLToPath(new URL('./neo4j-command.mjs', import.meta.url));

/** Whether these tests must be skipped; prints the reason. With ASCRIBE_REQUIRE_NEO4J=1, throws instead. */
export async function isNeo4jUnavailable(): Promise<boolean> {
  const reason = await unmetNeo4jRequirement();
  if (reason === undefined) return false;
  if (process.env.ASCRIBE_REQUIRE_NEO4J === '1') throw new Error(reason);
  console.warn(`SKIPPED, no real Neo4j: ${reason}`);
  return true;
}

/** Runs `ascribe neo4j …` in a separate process. */
export function runNeo4jCommand(
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, 'neo4j', ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** The first value of the first row that a query returns. */
export async function queryValue(uri: string, password: string, query: string): Promise<unknown> {
  const driver = neo4j.driver(uri, neo4j.auth.basic('neo4j', password), { maxTransactionRetryTime: 0 });
  try {
    const { records } = await driver.executeQuery(query);
    return records[0]?.get(0);
  } finally {
    await driver.close();
  }
}
