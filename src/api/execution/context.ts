import type { KeyRole } from '../../keys/api-key.js';
import type { Reads, Store, TemporalReads } from '../../store/store.js';
import type { ChangeFeed } from '../change-feed.js';
import type { Work } from '../limits/work.js';
import { createMoments, type Moments } from './as-of.js';
import { createLoaders, type Loaders } from './loaders.js';

/** What every resolver is given. */
export interface Context {
  /** Of the moment that is asked about. */
  store: Reads;
  /** Of the same moment. */
  loaders: Loaders;
  moments: Moments;
  /** What is done for the answer, where it is bounded: that of a query, or of an event. */
  work: Work | null;
  /** To be called before each event of a subscription: gives it reads and bounds of its own. */
  beginEvent(): void;
  /** Aborted when the caller has gone. */
  readonly gone: AbortSignal;
  /** Who asks: the name of an API key, else the address. */
  caller(): string;
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
export const readingBy = (store: TemporalReads): Pick<Context, 'store' | 'loaders' | 'moments'> => ({
  store,
  loaders: createLoaders(store),
  moments: createMoments((moment) => store.asOf(moment)),
});

/** Gives a context other reads, which have read nothing yet: that can be given up, or after a write. */
export function readBy(context: Context, store: TemporalReads): void {
  Object.assign(context, readingBy(store));
}
