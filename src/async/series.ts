/** Runs work one after another while the caller prepares the next. An error of one is thrown by the next call, or at the end. */
export interface Series {
  /** Waits for the work before, then starts this. */
  readonly next: (work: () => Promise<void>) => Promise<void>;
  readonly finished: () => Promise<void>;
}

export function createSeries(): Series {
  let last: Promise<void> = Promise.resolve();
  return {
    next: async (work) => {
      await last;
      last = work();
      // Thrown later; until then, Node must not treat it as an unhandled rejection.
      last.catch(() => {});
    },
    finished: () => last,
  };
}
