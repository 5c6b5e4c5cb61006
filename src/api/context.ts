import type { KeyRole } from '../keys/api-key.js';
import type { MomentReads, Reads, Store } from '../store/store.js';
import type { ChangeFeed } from './change-feed.js';
import { createLoaders, type Loaders } from './loaders.js';
import { createMoments, type Moments } from './moments.js';

/** What every resolver is given. */
export interface Context {
  /** Of the moment that is asked about. */
  store: Reads;
  /** Of the same moment. */
  loaders: Loaders;
  moments: Moments;
  /** For those who write. */
  readonly writable: Store;
  /** For those who follow what is written. */
  readonly feed: ChangeFeed;
  /** The name of the API key that the request carries; throws UNAUTHENTICATED unless it is a known one, FORBIDDEN unless it may do this. */
  requireKey(needed: KeyRole): string;
  /** Throws UNAUTHENTICATED where questions need a key too, and that of the request is not known, or not any more. */
  requireReader(): void;
}

/** What a context reads by. */
export const readingBy = (store: MomentReads): Pick<Context, 'store' | 'loaders' | 'moments'> => ({
  store,
  loaders: createLoaders(store),
  moments: createMoments((moment) => store.asOf(moment)),
});

/** Gives a context other reads, which have read nothing yet: that can be given up, or after a write, or for the next event of a stream. */
export function readBy(context: Context, store: MomentReads): void {
  Object.assign(context, readingBy(store));
}
