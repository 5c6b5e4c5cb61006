/** Wakes waiting code after an event. */
export interface Notifier {
  /** Grows with each notification. */
  readonly version: number;
  notify(): void;
  /** Resolves on the next notification, at once if there was one since version `seen`, or when the signal is aborted. */
  wait(seen: number, signal: AbortSignal): Promise<void>;
}

export function createNotifier(): Notifier {
  const waiting = new Set<() => void>();
  let version = 0;
  return {
    get version() {
      return version;
    },
    notify: () => {
      version++;
      for (const wake of [...waiting]) wake();
    },
    wait: (seen, signal) =>
      new Promise((resolve) => {
        if (version !== seen || signal.aborted) {
          resolve();
          return;
        }
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
}
