import type { Store } from '../../store/store.js';

/** Tells whether the store was written: the timestamps of its last write, as they were observed. */
export interface WriteClock {
  /** The last one that was observed: a write at this time was complete before now. Null: none yet. */
  lastObserved(): string | null;
  /** Asks the store. Calls of one moment share one read, which begins after all of them. */
  observe(): Promise<string>;
}

export function createWriteClock(position: Pick<Store, 'writePosition'>): WriteClock {
  let lastObserved: string | null = null;
  let next: Promise<string> | null = null;
  const read = async () => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    next = null;
    lastObserved = (await position.writePosition()).lastWriteAt;
    return lastObserved;
  };
  return {
    lastObserved: () => lastObserved,
    observe: () => {
      next ??= read();
      return next;
    },
  };
}
