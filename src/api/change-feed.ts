import { createBell } from '../async/notifier.js';
import { AscribeError } from '../domain/errors.js';
import { type ClaimChange, statuses } from '../domain/records.js';
import { CHANGE_KEY_SHAPE, decodeCursor } from '../store/read/cursor.js';
import type { ChangeFilter, Store } from '../store/store.js';
import { whatIsFull } from './limits/places.js';

export interface FedChange {
  readonly cursor: string;
  readonly change: ClaimChange;
}
export type FedChanges = AsyncIterableIterator<FedChange>;

/** What is followed: changes to any status, of these claims. */
export type Followed = Pick<ChangeFilter, 'entityIds' | 'statusChanged'>;

export interface Follower {
  /** Who follows, as one caller may have but half of all the places. */
  readonly caller: string;
  /** Aborted when it has gone: also before it has read anything, when nobody else ends what was begun for it. */
  readonly gone: AbortSignal;
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
  follow(asked: Followed, after: string | null, follower: Follower): Promise<FedChanges>;
  /** Something was written. */
  wake(): void;
  /** How many follow. */
  readonly followers: number;
  close(): void;
}

export interface FeedLimits {
  /** Milliseconds between two looks at the store. */
  readonly interval: number;
  readonly followers: number;
}
export const FEED_LIMITS: FeedLimits = { interval: 1000, followers: 200 };

/** Changes that a follower holds at most. */
const HELD = 100;

export function createChangeFeed(
  store: Pick<Store, 'listChanges' | 'writePosition'>,
  { interval, followers: most }: FeedLimits = FEED_LIMITS,
): ChangeFeed {
  const bell = createBell();
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
    if (change !== lastSeen) bell.ring();
    lastSeen = change;
    timer = undefined;
    lookAgain();
  };
  const lookAgain = () => {
    if (followers.size > 0 && !closed) timer ??= setTimeout(look, interval).unref();
  };

  async function* changes(filter: ChangeFilter, begin: string | null, signal: AbortSignal) {
    for (let cursor = begin; ; ) {
      const seen = bell.rung;
      const { items, cursors, hasNext } = await store.listChanges(filter, { first: HELD, after: cursor });
      for (const [index, change] of items.entries()) {
        if (signal.aborted) return endOfAll();
        yield { cursor: cursors[index] as string, change };
      }
      cursor = cursors.at(-1) ?? cursor;
      if (!hasNext) await bell.heard(seen, signal);
      if (signal.aborted) return endOfAll();
    }
  }
  const requirePlace = (caller: string) => {
    const full = whatIsFull('subscriptions', most, followers, caller);
    if (full === null) return;
    throw new AscribeError('LIMIT_EXCEEDED', `${full} run, which is as many as are taken; ask again later`);
  };
  /** Who did not go by itself is told to come again. */
  const endOfAll = () => {
    if (closed) throw stopping();
  };

  return {
    follow: async (asked, after, { caller, gone }) => {
      if (closed) throw stopping();
      requirePlace(caller);
      const end = new AbortController();
      const leave = () => end.abort();
      followers.set(end, caller);
      end.signal.addEventListener('abort', () => {
        followers.delete(end);
        gone.removeEventListener('abort', leave);
      });
      gone.addEventListener('abort', leave);
      if (gone.aborted) leave();
      lookAgain();
      try {
        const { changeCursor: last } = await store.writePosition();
        requireWritten(after, last);
        return endedBy(end, changes({ ...asked, statuses }, after ?? last, end.signal));
      } catch (error) {
        end.abort();
        throw error;
      }
    },
    wake: bell.ring,
    get followers() {
      return followers.size;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const end of [...followers.keys()]) end.abort();
    },
  };
}

function stopping(): AscribeError {
  return new AscribeError(
    'STORE_UNAVAILABLE',
    'the service is stopping; ask again, with the last cursor as after',
  );
}

/** A generator that waits hears of nothing, not even of its `return`: so that ends the wait first. */
function endedBy(end: AbortController, inner: AsyncGenerator<FedChange>): FedChanges {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      try {
        const step = await inner.next();
        if (step.done) end.abort();
        return step;
      } catch (error) {
        end.abort();
        throw error;
      }
    },
    return: () => {
      end.abort();
      return inner.return(undefined);
    },
  };
}

/** A cursor beyond the end is one of another log: to wait for it would leave out what comes until then. */
function requireWritten(after: string | null, last: string | null): void {
  const asked = decodeCursor('changes', after, CHANGE_KEY_SHAPE)?.[0] ?? 0;
  const written = decodeCursor('changes', last, CHANGE_KEY_SHAPE)?.[0] ?? 0;
  if (asked <= written) return;
  throw new AscribeError(
    'BAD_CURSOR',
    'after is a cursor of another store, or of this one before it was restored; leave it out, and read anew what is shown',
  );
}

/** The store, each write of which wakes who follows the feed. */
export function waking(store: Store, feed: ChangeFeed): Store {
  const write: Store['write'] = async (work) => {
    const result = await store.write(work);
    feed.wake();
    return result;
  };
  return new Proxy(store, { get: (target, name) => (name === 'write' ? write : Reflect.get(target, name)) });
}
