import type { Store } from '../store/store.js';
import type { Loaders } from './loaders.js';

/** What every resolver is given. */
export interface Context {
  readonly store: Store;
  /** Replaced after a write, so that the rest of the request reads what was written. */
  loaders: Loaders;
  /** Throws UNAUTHENTICATED unless the request carries a known API key. */
  requireKey(): void;
}
