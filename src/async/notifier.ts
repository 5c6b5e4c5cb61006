/** Tells those who wait that something happened. */
export interface Notifier {
  /** How often it has rung. */
  readonly version: number;
  notify(): void;
  /** Resolves when it rings, at once where it rang since `seen`, or when the signal ends the wait. */
  wait(seen: number, signal: AbortSignal): Promise<void>;
}

export function createNotifier(): Notifier {
  const waiting = new Set<() => void>();
  let rung = 0;
  return {
    get version() {
      return rung;
    },
    notify: () => {
      rung++;
      for (const stop of [...waiting]) stop();
    },
    wait: (seen, signal) =>
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
