/** What a shell expects of a program that ended by a signal: 128 and its number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof EXIT_CODES;

/** The first signal lets the transaction at hand end; the second ends at once. */
export function handleStopSignals() {
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
    /** Null where no signal came. */
    exitCode: () => code,
    end: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
