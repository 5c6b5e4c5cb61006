import { countSlotsOf, describeFullQuota } from './concurrency-quota.js';

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
  /** In the order of arrival. */
  const waiting = new Map<object, string>();
  const admissions = new Map<object, () => void>();

  const leave = (holder: object): (() => void) | undefined => {
    const admit = admissions.get(holder);
    waiting.delete(holder);
    admissions.delete(holder);
    return admit;
  };
  const admitNext = () => {
    if (waiting.size === 0) return;
    const slotsOf = new Map(
      [...new Set(waiting.values())].map((name) => [name, countSlotsOf(name, running)]),
    );
    const [next] = [...waiting].sort(([, a], [, b]) => (slotsOf.get(a) ?? 0) - (slotsOf.get(b) ?? 0));
    if (next === undefined) return;
    const [holder, caller] = next;
    if (describeFullQuota('requests', limit, running, caller) !== null) return;
    running.set(holder, caller);
    leave(holder)?.();
  };
  return {
    take: async (holder, caller) => {
      const full = describeFullQuota('requests', limit, running, caller);
      if (full === null) {
        running.set(holder, caller);
        return null;
      }
      if (maxWaitMs === 0 || describeFullQuota('requests', 2 * limit, waiting, caller) !== null) return full;
      return await new Promise((resolve) => {
        const timer = setTimeout(() => {
          leave(holder);
          resolve(describeFullQuota('requests', limit, running, caller) ?? full);
        }, maxWaitMs);
        waiting.set(holder, caller);
        admissions.set(holder, () => {
          clearTimeout(timer);
          resolve(null);
        });
      });
    },
    release: (holder) => {
      leave(holder)?.();
      running.delete(holder);
      admitNext();
    },
  };
}
