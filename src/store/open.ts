import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNeo4jLimits } from '../config/service.js';
import { AscribeError } from '../domain/errors.js';
import { isNeo4jLocation, loginFromEnvironment } from './neo4j/connection/location.js';
import { openNeo4j } from './neo4j/index.js';
import { openSqlite } from './sqlite/index.js';
import type { Store } from './store.js';

/**
 * Opens the store that a location names: a path of an SQLite file, `:memory:` for one that is gone when it is closed, or the
 * address of a Neo4j server (`neo4j://`, `bolt://`, or those with `+s` for an encrypted connection).
 */
export async function openStore(location: string): Promise<Store> {
  if (location === ':memory:') return openTemporary();
  if (isNeo4jLocation(location)) return openNeo4j(loginFromEnvironment(location), readNeo4jLimits());
  if (/^[a-z0-9+]+:\/\//i.test(location)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `no store is known for "${location.split('@').at(-1)}"; expected the path of an SQLite file, or neo4j://… or bolt://…`,
    );
  }
  return openSqlite(location);
}

/** Several connections must share it, so it is a file all the same, in a folder of its own. */
async function openTemporary(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
  const store = await openSqlite(join(folder, 'ascribe.db'));
  return {
    ...store,
    label: 'sqlite :memory:',
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
