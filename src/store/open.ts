import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { isNeo4jLocation, loginFor } from './neo4j/connection/location.js';
import type { Neo4jSettings } from './neo4j/connection/options.js';
import { openSqlite } from './sqlite/index.js';
import type { Store } from './store.js';

export interface StoreOptions {
  /** Required for the address of a Neo4j server. */
  readonly neo4j?: Neo4jSettings | undefined;
  /**
   * Checks an SQLite file whole once it is open, beside other work: a damaged index hides records without an error. Then `ping` rejects.
   * Called with what was found. Neo4j checks its own pages as it reads them.
   */
  readonly onDamage?: ((error: AscribeError) => void) | undefined;
}

/**
 * Opens the store at a location: the path of an SQLite file, `:memory:` for a temporary one, or the address of a Neo4j server
 * (`neo4j://`, `bolt://`, or those with `+s` for an encrypted connection). Throws BAD_CONFIGURATION, STORE_UNUSABLE or
 * STORE_UNAVAILABLE.
 */
export async function openStore(location: string, { neo4j, onDamage }: StoreOptions = {}): Promise<Store> {
  if (location === ':memory:') return openTemporary();
  if (isNeo4jLocation(location)) {
    if (neo4j === undefined)
      throw new AscribeError('BAD_CONFIGURATION', 'Neo4j needs a login; none was given');
    // Loaded only when needed: the driver doubles the time that a short command takes.
    const { openNeo4j } = await import('./neo4j/index.js');
    return openNeo4j(loginFor(location, neo4j), neo4j);
  }
  if (/^[a-z0-9+]+:\/\//i.test(location)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `unknown kind of store "${location.split('@').at(-1)}"; expected the path of an SQLite file, or neo4j://… or bolt://…`,
    );
  }
  return openSqlite(location, onDamage);
}

/** Uses a temporary file, because several connections share the store. */
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
