import type { Session } from 'neo4j-driver';
import { AscribeError } from '../../../domain/errors.js';
import { mergeHeldWords } from '../../write/held-words.js';
import { completeBulkLoad } from '../bulk/complete-load.js';
import { MIGRATIONS, type Migration, migrate, schemaVersion } from './migrate.js';
import { SCHEMA_STATEMENTS } from './schema.js';

/** Throws STORE_UNUSABLE unless the server runs a version of Neo4j that the statements are written for. */
export function requireSupportedServer(serverAgent: string | undefined, address: string): void {
  const agent = serverAgent ?? 'an unknown server';
  const [, major = 0, minor = 0] = (/^Neo4j\/(\d+)\.(\d+)/.exec(agent) ?? []).map(Number);
  if (major >= 2025 || (major === 5 && minor >= 26)) return;
  throw new AscribeError(
    'STORE_UNUSABLE',
    `the server at ${address} is ${agent}; expected Neo4j 5.26, 2025.1 or newer`,
  );
}

/**
 * Creates the missing constraints and indexes and migrates the graph to this version. Idempotent. Throws STORE_UNUSABLE if the database
 * holds data of a different program, of a newer ascribe, or with words that this process does not know.
 */
export async function prepareDatabase(
  openSession: () => Session,
  address: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const version = schemaVersion(migrations);
  const session = openSession();
  try {
    await requireAscribeDatabase(session, address, version);
    await completeBulkLoad(session);
    for (const statement of SCHEMA_STATEMENTS) await session.run(statement);
    await session.run('CALL db.awaitIndexes(600)');
    await session.run(`MERGE (a:Ascribe {id: 'ascribe'}) ON CREATE SET a.schema = ${version}, a.changes = 0`);
  } finally {
    await session.close();
  }
  await migrate(openSession, migrations);
}

async function requireAscribeDatabase(session: Session, address: string, version: number): Promise<void> {
  const { records } = await session.run(
    `OPTIONAL MATCH (a:Ascribe {id: 'ascribe'})
     RETURN a.schema AS schema, a.ontology AS ontology, a IS NULL AND EXISTS { MATCH (n) WHERE NOT n:Ascribe } AS foreign`,
  );
  const schema = records[0]?.get('schema') as number | null;
  if (records[0]?.get('foreign') === true) {
    throw new AscribeError(
      'STORE_UNUSABLE',
      `the database at ${address} holds data of another program; expected a database of ascribe or an empty one`,
    );
  }
  if (schema !== null && schema > version) {
    throw new AscribeError(
      'STORE_UNUSABLE',
      `the database at ${address} was written by a newer ascribe (schema ${schema}; this version knows ${version}); update ascribe`,
    );
  }
  mergeHeldWords(records[0]?.get('ontology') as string | null, `the database at ${address}`);
}
