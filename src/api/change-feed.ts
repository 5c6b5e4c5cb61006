import { createNotifier, type Notifier } from '../async/notifier.js';
import { AscribeError } from '../domain/errors.js';
import { type ClaimChange, statuses } from '../domain/records.js';
import { decorateStore } from '../store/decorate-store.js';
import { CHANGE_KEY_SHAPE, decodeCursor } from '../store/read/cursor.js';
import type { ChangeFilter, PropositionFilter, Store } from '../store/store.js';
import { describeFullQuota } from './limits/concurrency-quota.js';

export interface FeedChange {
  readonly cursor: string;
  readonly change: ClaimChange;
}
type ChangeStream = AsyncIterableIterator<FeedChange>;
type FeedStore = Pick<Store, 'list' | 'writePosition'>;

/** Which changes to stream. The subscription itself filters by status. */
type FeedFilter = PropositionFilter & Pick<ChangeFilter, 'statusChanged'>;

interface Subscriber {
  /** One caller may hold half of all subscriptions. */
  readonly caller: string;
  /** Aborted when the client disconnects, even if it has read nothing yet. */
  readonly disconnectSignal: AbortSignal;
}

/**
 * Streams the log of changes to subscribers. Each reads at its own cursor and only when its consumer asks for more, so no change is lost or
 * sent twice and a slow subscriber delays no other. Writes of this process show at once; one poll, shared by all subscribers, finds writes of other processes.
 */
export interface ChangeFeed {
  /**
   * Streams the changes after the cursor, or from now on; ends when the subscriber disconnects. Throws BAD_CURSOR, LIMIT_EXCEEDED if there
   * are too many subscribers, and (also while streaming) STORE_UNAVAILABLE if the feed closes or the store cannot be read.
   */
  subscribe(filter: FeedFilter, after: string | null, subscriber: Subscriber): Promise<ChangeStream>;
  /** Call after each write of this process. */
  notify(): void;
  readonly subscriberCount: number;
  close(): void;
}

export interface FeedLimits {
  /** Milliseconds between two polls of the store. */
  readonly pollInterval?: number;
  readonly maxSubscribers: number;
}
const DEFAULT_POLL_INTERVAL = 1000;

/** Changes held in memory for one subscriber. */
const BATCH_SIZE = 100;

export function createChangeFeed(
  store: FeedStore,
  { pollInterval = DEFAULT_POLL_INTERVAL, maxSubscribers }: FeedLimits,
): ChangeFeed {
  const notifier = createNotifier();
  const subscriptions = new Map<AbortController, string>();
  let closed = false;
  const poller = createWritePoller(store, pollInterval, notifier, () => subscriptions.size > 0 && !closed);

  const requireSlot = (caller: string) => {
    const full = describeFullQuota('subscriptions', maxSubscribers, subscriptions, caller);
    if (full === null) return;
    throw new AscribeError('LIMIT_EXCEEDED', `${full} are open, which is the limit; try again later`);
  };
  const openSubscription = ({ caller, disconnectSignal }: Subscriber) => {
    const subscription = new AbortController();
    const end = () => subscription.abort();
    subscriptions.set(subscription, caller);
    subscription.signal.addEventListener('abort', () => {
      subscriptions.delete(subscription);
      disconnectSignal.removeEventListener('abort', end);
    });
    disconnectSignal.addEventListener('abort', end);
    if (disconnectSignal.aborted) end();
    poller.schedule();
    return subscription;
  };
  async function* streamUntilClosed(filter: ChangeFilter, after: string | null, signal: AbortSignal) {
    yield* streamChanges(store, notifier, filter, after, signal);
    if (closed) throw stoppingError();
  }

  return {
    subscribe: async (filter, after, subscriber) => {
      if (closed) throw stoppingError();
      requireSlot(subscriber.caller);
      const subscription = openSubscription(subscriber);
      try {
        const { changeCursor: last } = await store.writePosition();
        requireKnownCursor(after, last);
        const { signal } = subscription;
        return abortOnReturn(subscription, streamUntilClosed({ ...filter, statuses }, after ?? last, signal));
      } catch (error) {
        subscription.abort();
        throw error;
      }
    },
    notify: notifier.notify,
    get subscriberCount() {
      return subscriptions.size;
    },
    close: () => {
      closed = true;
      poller.stop();
      for (const subscription of [...subscriptions.keys()]) subscription.abort();
    },
  };
}

/** Notifies of writes by other processes. Polls only while `isNeeded`; `schedule` starts it again. */
function createWritePoller(
  store: FeedStore,
  pollInterval: number,
  notifier: Notifier,
  isNeeded: () => boolean,
) {
  let lastSeen: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const poll = async () => {
    // If the store is unreachable now, the next poll tries again.
    const cursor = await store.writePosition().then(
      ({ changeCursor }) => changeCursor,
      () => lastSeen,
    );
    if (cursor !== lastSeen) notifier.notify();
    lastSeen = cursor;
    timer = undefined;
    schedule();
  };
  const schedule = () => {
    if (isNeeded()) timer ??= setTimeout(poll, pollInterval).unref();
  };
  return { schedule, stop: () => clearTimeout(timer) };
}

/** Changes after the cursor, waiting for new ones at the end of the log; ends when the signal is aborted. */
async function* streamChanges(
  store: FeedStore,
  notifier: Notifier,
  filter: ChangeFilter,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<FeedChange> {
  for (let cursor = after; ; ) {
    const { version } = notifier;
    const { items, cursors, hasNext } = await store.list('changes', filter, {
      first: BATCH_SIZE,
      after: cursor,
    });
    for (const [index, change] of items.entries()) {
      if (signal.aborted) return;
      yield { cursor: cursors[index] as string, change };
    }
    cursor = cursors.at(-1) ?? cursor;
    if (!hasNext) await notifier.wait(version, signal);
    if (signal.aborted) return;
  }
}

function stoppingError(): AscribeError {
  return new AscribeError(
    'STORE_UNAVAILABLE',
    'the service is stopping; subscribe again later with the last cursor as after',
  );
}

/** A suspended generator does not see `return` until its wait ends, so this ends the wait first. */
function abortOnReturn(controller: AbortController, inner: AsyncGenerator<FeedChange>): ChangeStream {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      try {
        const step = await inner.next();
        if (step.done) controller.abort();
        return step;
      } catch (error) {
        controller.abort();
        throw error;
      }
    },
    return: () => {
      controller.abort();
      return inner.return(undefined);
    },
  };
}

/** Rejects a cursor beyond the end of the log: it belongs to a different log, and would skip changes until this log is as long. */
function requireKnownCursor(after: string | null, last: string | null): void {
  const requested = decodeCursor('changes', after, CHANGE_KEY_SHAPE)?.[0] ?? 0;
  const written = decodeCursor('changes', last, CHANGE_KEY_SHAPE)?.[0] ?? 0;
  if (requested <= written) return;
  throw new AscribeError(
    'BAD_CURSOR',
    'after is a cursor of another store, or of this store before it was restored; omit it and read the current state again',
  );
}

/** The same store; notifies the feed after each write. */
export function notifyOnWrite(store: Store, feed: ChangeFeed): Store {
  const write: Store['write'] = async (work) => {
    const result = await store.write(work);
    feed.notify();
    return result;
  };
  return decorateStore(store, { overrides: { write } });
}
