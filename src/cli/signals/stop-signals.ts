/** 128 plus the signal's number, as shells expect. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof EXIT_CODES;

interface StopSignals {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Null if no signal came. */
  readonly exitCode: () => number | null;
  readonly dispose: () => void;
}

/** The first signal lets the current transaction finish; the second exits at once. */
export function handleStopSignals(): StopSignals {
  const controller = new AbortController();
  let code: number | null = null;
  const stop = (signal: StopSignal): void => {
    if (code !== null) process.exit(code);
    code = EXIT_CODES[signal];
    controller.abort();
  };
  const signals = Object.keys(EXIT_CODES) as StopSignal[];
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
