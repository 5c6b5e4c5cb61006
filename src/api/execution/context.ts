import type { ErrorCode } from '../../domain/errors.js';
import type { KeyRole } from '../../keys/api-key.js';
import { readsAsOf } from '../../store/read/recorded-time.js';
import type { Reads, Store, TemporalReads } from '../../store/store.js';
import type { ChangeFeed } from '../change-feed.js';
import type { ExecutionBudget } from '../limits/execution-budget.js';
import { type AsOfScopes, createAsOfScopes } from './as-of.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { WriteClock } from './write-clock.js';

/** Passed to every resolver. */
export interface RequestContext {
  /** For the log; undefined without the HTTP server. */
  readonly requestId: string | undefined;
  /** Adds the code of a problem of a mutation to the log and the metrics. */
  readonly recordProblem: (code: ErrorCode) => void;
  /** The point in time of the current field: RFC 3339 in UTC with milliseconds. Null: now. */
  asOf: string | null;
  /** Reads at that point in time. */
  store: Reads;
  /** At the same point in time. */
  loaders: Loaders;
  asOfScopes: AsOfScopes;
  /** A write that was complete before the first of these reads. Null: unknown. */
  lastWriteBefore: string | null;
  /** Limits of the current query, or event of a subscription; null while nothing runs. */
  budget: ExecutionBudget | null;
  /** Call before each event of a subscription: gives it reads and a budget of its own. */
  beginEvent(): void;
  /** Aborted when the client disconnects. */
  readonly disconnectSignal: AbortSignal;
  /** Identifies the client for quotas: the name of its API key, else its address. */
  caller(): string;
  /** The store for mutations. */
  readonly writable: Store;
  readonly writeClock: WriteClock;
  /** The change feed for subscriptions. */
  readonly feed: ChangeFeed;
  /** The name of the request's API key; throws UNAUTHENTICATED if it is unknown, FORBIDDEN if it lacks this role. */
  requireKey(role: KeyRole): string;
  /** Throws UNAUTHENTICATED if reading needs a key and the request's key is not known, or no longer. */
  requireReader(): void;
}

/** The part of a context that reads the store; nothing is read or cached yet. `position` tells how far its record goes. */
export const createReadState = (
  store: TemporalReads,
  position: Pick<Store, 'writePosition'>,
  writeClock: WriteClock,
): Pick<RequestContext, 'asOf' | 'store' | 'loaders' | 'asOfScopes' | 'lastWriteBefore'> => ({
  asOf: null,
  store,
  loaders: createLoaders(store),
  lastWriteBefore: writeClock.lastObserved(),
  asOfScopes: createAsOfScopes((timestamp) => readsAsOf(store, position, timestamp)),
});

/** Gives a context other reads with empty caches: reads that can be cancelled, or fresh reads after a write. */
export function replaceReadState(context: RequestContext, store: TemporalReads): void {
  Object.assign(context, createReadState(store, context.writable, context.writeClock));
}
