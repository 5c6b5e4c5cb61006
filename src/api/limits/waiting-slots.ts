import { describeFullQuota } from './concurrency-quota.js';

interface Waiting {
  readonly holder: object;
  readonly admit: () => void;
}

export interface WaitingSlots {
  /** Resolves with null once the holder has a slot, or has left; otherwise, with a description of what fills the quota. */
  take(holder: object, caller: string): Promise<string | null>;
  /** Gives a slot back, or leaves the queue. */
  release(holder: object): void;
}

/**
 * Slots for requests that run. One caller may hold half of them. If none is free, a request waits, for `maxWaitMs` milliseconds at most; as many
 * requests of one caller may wait as there are slots, and twice as many of all. A free slot goes to the caller that holds the fewest.
 */
export function createWaitingSlots(limit: number, maxWaitMs: number): WaitingSlots {
  const running = new Map<object, string>();
  const waiting = new Map<object, string>();
  const queues = new Map<string, Waiting[]>();
  const held = new Map<string, number>();

  const start = (holder: object, caller: string) => {
    running.set(holder, caller);
    held.set(caller, (held.get(caller) ?? 0) + 1);
  };
  const stop = (holder: object) => {
    const caller = running.get(holder);
    if (caller === undefined) return;
    running.delete(holder);
    const left = (held.get(caller) ?? 0) - 1;
    if (left > 0) held.set(caller, left);
    else held.delete(caller);
  };
  const leave = (holder: object): Waiting | undefined => {
    const caller = waiting.get(holder);
    if (caller === undefined) return undefined;
    waiting.delete(holder);
    const queue = queues.get(caller) ?? [];
    const [left] = queue.splice(
      queue.findIndex((entry) => entry.holder === holder),
      1,
    );
    if (queue.length === 0) queues.delete(caller);
    return left;
  };
  const admitNext = () => {
    const [caller] = [...queues.keys()].sort((a, b) => (held.get(a) ?? 0) - (held.get(b) ?? 0));
    if (caller === undefined || describeFullQuota('requests', limit, running, caller) !== null) return;
    const next = queues.get(caller)?.[0];
    if (next === undefined) return;
    leave(next.holder);
    start(next.holder, caller);
    next.admit();
  };
  return {
    take: async (holder, caller) => {
      const full = describeFullQuota('requests', limit, running, caller);
      if (full === null) {
        start(holder, caller);
        return null;
      }
      if (maxWaitMs === 0 || describeFullQuota('requests', 2 * limit, waiting, caller) !== null) return full;
      return await new Promise((resolve) => {
        const timer = setTimeout(() => {
          leave(holder);
          resolve(describeFullQuota('requests', limit, running, caller) ?? full);
        }, maxWaitMs);
        const admit = () => {
          clearTimeout(timer);
          resolve(null);
        };
        waiting.set(holder, caller);
        const queue = queues.get(caller);
        if (queue === undefined) queues.set(caller, [{ holder, admit }]);
        else queue.push({ holder, admit });
      });
    },
    release: (holder) => {
      leave(holder)?.admit();
      stop(holder);
      admitNext();
    },
  };
}
