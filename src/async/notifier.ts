/** Tells those who wait that something happened. */
export interface Bell {
  /** How often it has rung. */
  readonly rung: number;
  ring(): void;
  /** Resolves when it rings, at once where it rang since `seen`, or when the signal ends the wait. */
  heard(seen: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  let rung = 0;
  return {
    get rung() {
      return rung;
    },
    ring: () => {
      rung++;
      for (const stop of [...waiting]) stop();
    },
    heard: (seen, signal) =>
      new Promise((resolve) => {
        if (rung !== seen || signal.aborted) {
          resolve();
          return;
        }
        const stop = () => {
          waiting.delete(stop);
          signal.removeEventListener('abort', stop);
          resolve();
        };
        waiting.add(stop);
        signal.addEventListener('abort', stop);
      }),
  };
}
