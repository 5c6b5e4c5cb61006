import { existsSync } from 'node:fs';
import type { StoreConfig } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import { isFileLocation } from '../store/location.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/store.js';

/** Opens a store that is there; null where the location is a path without a file: who only reads makes no database. */
export async function openExistingStore(config: StoreConfig): Promise<Store | null> {
  const { store: location } = config;
  return isFileLocation(location) && !existsSync(location) ? null : openStore(location, config);
}

/** Hands a store that must be there to `work`, and closes it; throws STORE_UNUSABLE. */
export async function withExistingStore<T>(
  config: StoreConfig,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openExistingStore(config);
  if (store === null)
    throw new AscribeError('STORE_UNUSABLE', `${config.store} does not exist; ascribe import makes a store`);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
