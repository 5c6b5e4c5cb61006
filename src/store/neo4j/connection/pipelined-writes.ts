/**
 * Writes that nobody waits for one by one. The driver sends statements of a transaction in the order in which they were given, and the
 * server works in that order, so what follows finds them done; an import of one article else spends half of its time on the way.
 */
export interface Unawaited {
  /** All statements of `work` must have been given to the driver already. */
  readonly later: (work: Promise<unknown>) => void;
  /** Waits for all of them; rejects as the first that failed did. */
  readonly done: () => Promise<void>;
}

export function unawaited(): Unawaited {
  const given: Promise<unknown>[] = [];
  return {
    later: (work) => {
      // `done` tells of it; until then Node must not end the process over a rejection that nobody listens to.
      work.catch(() => {});
      given.push(work);
    },
    done: async () => {
      for (const work of given) await work;
    },
  };
}
