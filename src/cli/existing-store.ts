import { existsSync } from 'node:fs';
import type { StoreConfig } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import { isFileLocation } from '../store/location.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/store.js';

/** Opens a store without creating one: null if the location is a path where no file exists. */
export async function openExistingStore(config: StoreConfig): Promise<Store | null> {
  const { store: location } = config;
  return isFileLocation(location) && !existsSync(location) ? null : openStore(location, config);
}

/** Opens a store, passes it to `use` and closes it. Throws STORE_UNUSABLE if it does not exist. */
export async function withExistingStore<T>(
  config: StoreConfig,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openExistingStore(config);
  if (store === null)
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${config.store} does not exist; ascribe import creates a store`,
    );
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
