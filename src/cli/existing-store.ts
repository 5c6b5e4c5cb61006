import { existsSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { isFileLocation } from '../store/location.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/store.js';

/** Opens a store that is there; null where the location is a path without a file: who only reads makes no database. */
export async function openExistingStore(location: string): Promise<Store | null> {
  return isFileLocation(location) && !existsSync(location) ? null : openStore(location);
}

/** Hands a store that must be there to `work`, and closes it; throws STORE_UNUSABLE. */
export async function withExistingStore<T>(location: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openExistingStore(location);
  if (store === null)
    throw new AscribeError('STORE_UNUSABLE', `${location} does not exist; ascribe import makes a store`);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
