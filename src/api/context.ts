import type { Reads, Store } from '../store/store.js';
import type { ChangeFeed } from './change-feed.js';
import type { Loaders } from './loaders.js';
import type { Moments } from './moments.js';

/** What every resolver is given. */
export interface Context {
  /** Of the moment that is asked about. */
  readonly store: Reads;
  /** Of the same moment. Replaced after a write, so that the rest of the request reads what was written. */
  loaders: Loaders;
  /** Of a subscription, replaced with the loaders at each event. */
  moments: Moments;
  /** For those who write. */
  readonly writable: Store;
  /** For those who follow what is written. */
  readonly feed: ChangeFeed;
  /** The name of the API key that the request carries; throws UNAUTHENTICATED unless it is a known one. */
  requireKey(): string;
}
