import type { KeyRole } from '../../keys/api-key.js';
import type { Reads, Store, TemporalReads } from '../../store/store.js';
import type { ChangeFeed } from '../change-feed.js';
import type { ExecutionBudget } from '../limits/execution-budget.js';
import { type AsOfScopes, createAsOfScopes } from './as-of.js';
import { createLoaders, type Loaders } from './loaders.js';

/** What every resolver is given. */
export interface RequestContext {
  /** Of the moment that is asked about. */
  store: Reads;
  /** Of the same moment. */
  loaders: Loaders;
  asOfScopes: AsOfScopes;
  /** What is done for the answer, where it is bounded: that of a query, or of an event. */
  budget: ExecutionBudget | null;
  /** To be called before each event of a subscription: gives it reads and bounds of its own. */
  beginEvent(): void;
  /** Aborted when the caller has gone. */
  readonly disconnectSignal: AbortSignal;
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
export const createReadState = (
  store: TemporalReads,
): Pick<RequestContext, 'store' | 'loaders' | 'asOfScopes'> => ({
  store,
  loaders: createLoaders(store),
  asOfScopes: createAsOfScopes((moment) => store.asOf(moment)),
});

/** Gives a context other reads, which have read nothing yet: that can be given up, or after a write. */
export function replaceReadState(context: RequestContext, store: TemporalReads): void {
  Object.assign(context, createReadState(store));
}
