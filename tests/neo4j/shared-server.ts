import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type EphemeralNeo4j, startEphemeralNeo4j } from '#ascribe/neo4j-server/index.js';

export interface Login {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A local port that hands out turns: sends the login as a line of JSON when the turn begins. Disconnecting ends the turn. */
    neo4jTurns: number;
  }
}

/**
 * One Neo4j for all test files of a run: the server of NEO4J_URI, or else a temporary one that starts on first use. Java and query plans
 * are slow until they are warm, so sharing a server takes half the time of starting one for each file.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let temporary: Promise<EphemeralNeo4j> | undefined;
  const login = async (): Promise<Login> => {
    const { NEO4J_URI: uri, NEO4J_USERNAME, NEO4J_PASSWORD: password = '' } = process.env;
    if (uri) return { uri, username: NEO4J_USERNAME || 'neo4j', password };
    temporary ??= startEphemeralNeo4j();
    return temporary;
  };
  let turn = Promise.resolve();
  const turns = createServer((file) => {
    // The process of a file disconnects however it ends, perhaps before its turn.
    const over = new Promise<void>((resolve) => file.once('close', () => resolve()));
    file.on('error', () => {}).resume();
    turn = turn.then(() => sendLogin(file, login)).then(() => over);
  });
  turns.listen(0, '127.0.0.1');
  await once(turns, 'listening');
  project.provide('neo4jTurns', (turns.address() as AddressInfo).port);
  return async () => {
    turns.close();
    await (await temporary?.catch(() => undefined))?.stop();
  };
}

async function sendLogin(file: Socket, login: () => Promise<Login>): Promise<void> {
  try {
    const { uri, username, password } = await login();
    file.write(`${JSON.stringify({ uri, username, password })}\n`);
  } catch (error) {
    file.end(`${JSON.stringify({ error: (error as Error).message })}\n`);
  }
}
