/**
 * Writes sent without waiting for each result. The driver sends the statements of a transaction in order and the server runs them in
 * that order, so later statements see their effects. Waiting for each would double the time of a small import.
 */
export interface PipelinedWrites {
  /** `work` must have passed all its statements to the driver already. */
  readonly defer: (work: Promise<unknown>) => void;
  /** Waits for all deferred writes. Rejects with the error of the first that failed. */
  readonly flush: () => Promise<void>;
}

export function createPipelinedWrites(): PipelinedWrites {
  const pending: Promise<unknown>[] = [];
  return {
    defer: (work) => {
      // `flush` reports the error. Until then, Node must not treat it as an unhandled rejection.
      work.catch(() => {});
      pending.push(work);
    },
    flush: async () => {
      for (const work of pending) await work;
    },
  };
}
