/** Runs the writes of this process one at a time, in the order of calls. A write that fails does not stop the next. */
export interface WriteQueue {
  enqueue<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when all queued writes have ended; never rejects. */
  drained(): Promise<void>;
}

export function createWriteQueue(): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    enqueue: (work) => {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
    drained: async () => {
      await last;
    },
  };
}
