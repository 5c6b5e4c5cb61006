/**
 * Writes that nobody waits for one by one. The driver sends statements of a transaction in the order in which they were given, and the
 * server works in that order, so what follows finds them done; an import of one article else spends half of its time on the way.
 */
export interface PipelinedWrites {
  /** All statements of `work` must have been given to the driver already. */
  readonly defer: (work: Promise<unknown>) => void;
  /** Waits for all of them; rejects as the first that failed did. */
  readonly flush: () => Promise<void>;
}

export function createPipelinedWrites(): PipelinedWrites {
  const given: Promise<unknown>[] = [];
  return {
    defer: (work) => {
      // `done` tells of it; until then Node must not end the process over a rejection that nobody listens to.
      work.catch(() => {});
      given.push(work);
    },
    flush: async () => {
      for (const work of given) await work;
    },
  };
}
