import { createNotifier } from '../async/notifier.js';
import { AscribeError } from '../domain/errors.js';
import { type ClaimChange, statuses } from '../domain/records.js';
import { CHANGE_KEY_SHAPE, decodeCursor } from '../store/read/cursor.js';
import type { ChangeFilter, Store } from '../store/store.js';
import { describeFullQuota } from './limits/concurrency-quota.js';

export interface FeedChange {
  readonly cursor: string;
  readonly change: ClaimChange;
}
export type ChangeStream = AsyncIterableIterator<FeedChange>;

/** What is followed: changes to any status, of these claims. */
export type FeedFilter = Pick<ChangeFilter, 'entityIds' | 'statusChanged'>;

export interface Subscriber {
  /** Who follows, as one caller may have but half of all the places. */
  readonly caller: string;
  /** Aborted when it has gone: also before it has read anything, when nobody else ends what was begun for it. */
  readonly disconnectSignal: AbortSignal;
}

/**
 * The log of changes for those who follow it. Each follower reads it by a cursor of its own, and only when its consumer asks for more: so none
 * is lost or told twice, and a slow one holds up nobody and nothing. One question a second to the store, for all of them, finds what other
 * processes have written; a write of this process is found at once.
 */
export interface ChangeFeed {
  /**
   * What comes after the cursor, or from now on. Throws BAD_CURSOR, and LIMIT_EXCEEDED where there are too many followers; STORE_UNAVAILABLE,
   * at any time, where the feed is closed or the store cannot be read. Ends when the follower has gone.
   */
  subscribe(filter: FeedFilter, after: string | null, subscriber: Subscriber): Promise<ChangeStream>;
  /** Something was written. */
  notify(): void;
  /** How many follow. */
  readonly subscriberCount: number;
  close(): void;
}

export interface FeedLimits {
  /** Milliseconds between two looks at the store. */
  readonly pollInterval?: number;
  readonly maxSubscribers: number;
}
const DEFAULT_POLL_INTERVAL = 1000;

/** Changes that a follower holds at most. */
const BATCH_SIZE = 100;

export function createChangeFeed(
  store: Pick<Store, 'list' | 'writePosition'>,
  { pollInterval = DEFAULT_POLL_INTERVAL, maxSubscribers: most }: FeedLimits,
): ChangeFeed {
  const bell = createNotifier();
  const followers = new Map<AbortController, string>();
  let closed = false;
  let lastSeen: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    // A store that cannot be reached now is asked again.
    const change = await store.writePosition().then(
      (position) => position.changeCursor,
      () => lastSeen,
    );
    if (change !== lastSeen) bell.notify();
    lastSeen = change;
    timer = undefined;
    lookAgain();
  };
  const lookAgain = () => {
    if (followers.size > 0 && !closed) timer ??= setTimeout(look, pollInterval).unref();
  };

  async function* changes(filter: ChangeFilter, begin: string | null, signal: AbortSignal) {
    for (let cursor = begin; ; ) {
      const seen = bell.version;
      const { items, cursors, hasNext } = await store.list('changes', filter, {
        first: BATCH_SIZE,
        after: cursor,
      });
      for (const [index, change] of items.entries()) {
        if (signal.aborted) return endOfAll();
        yield { cursor: cursors[index] as string, change };
      }
      cursor = cursors.at(-1) ?? cursor;
      if (!hasNext) await bell.wait(seen, signal);
      if (signal.aborted) return endOfAll();
    }
  }
  const requirePlace = (caller: string) => {
    const full = describeFullQuota('subscriptions', most, followers, caller);
    if (full === null) return;
    throw new AscribeError('LIMIT_EXCEEDED', `${full} run, which is as many as are taken; ask again later`);
  };
  /** Who did not go by itself is told to come again. */
  const endOfAll = () => {
    if (closed) throw stoppingError();
  };

  return {
    subscribe: async (asked, after, { caller, disconnectSignal }) => {
      if (closed) throw stoppingError();
      requirePlace(caller);
      const end = new AbortController();
      const leave = () => end.abort();
      followers.set(end, caller);
      end.signal.addEventListener('abort', () => {
        followers.delete(end);
        disconnectSignal.removeEventListener('abort', leave);
      });
      disconnectSignal.addEventListener('abort', leave);
      if (disconnectSignal.aborted) leave();
      lookAgain();
      try {
        const { changeCursor: last } = await store.writePosition();
        requireKnownCursor(after, last);
        return abortOnReturn(end, changes({ ...asked, statuses }, after ?? last, end.signal));
      } catch (error) {
        end.abort();
        throw error;
      }
    },
    notify: bell.notify,
    get subscriberCount() {
      return followers.size;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const end of [...followers.keys()]) end.abort();
    },
  };
}

function stoppingError(): AscribeError {
  return new AscribeError(
    'STORE_UNAVAILABLE',
    'the service is stopping; ask again, with the last cursor as after',
  );
}

/** A generator that waits hears of nothing, not even of its `return`: so that ends the wait first. */
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

/** A cursor beyond the end is one of another log: to wait for it would leave out what comes until then. */
function requireKnownCursor(after: string | null, last: string | null): void {
  const asked = decodeCursor('changes', after, CHANGE_KEY_SHAPE)?.[0] ?? 0;
  const written = decodeCursor('changes', last, CHANGE_KEY_SHAPE)?.[0] ?? 0;
  if (asked <= written) return;
  throw new AscribeError(
    'BAD_CURSOR',
    'after is a cursor of another store, or of this one before it was restored; leave it out, and read anew what is shown',
  );
}

/** The store, each write of which wakes who follows the feed. */
export function notifyOnWrite(store: Store, feed: ChangeFeed): Store {
  const write: Store['write'] = async (work) => {
    const result = await store.write(work);
    feed.notify();
    return result;
  };
  return new Proxy(store, { get: (target, name) => (name === 'write' ? write : Reflect.get(target, name)) });
}
