interface ServiceStop {
  /** Aborted when the service is told to stop. */
  readonly signal: AbortSignal;
  /** Resolves at the same time, with the reason for the log. */
  readonly requested: Promise<string>;
}

const PARENT_CHECK_MS = 250;
/** Ctrl-C in a terminal reaches the service twice under npm: from the terminal and, within milliseconds, from npm. */
const NPM_REPEAT_MS = 500;

/**
 * The first SIGTERM or SIGINT asks the service to stop; a second one exits at once with 1. npm and npx pass a signal to the shell that they
 * start, which dies of it without passing it on: started by them, the service also stops when its parent process has gone.
 */
export function handleServiceStop(env: NodeJS.ProcessEnv): ServiceStop {
  const startedByNpm = env.npm_lifecycle_event !== undefined || env.npm_execpath !== undefined;
  const controller = new AbortController();
  let requestedAt: number | null = null;
  let resolve = (_: string) => {};
  const requested = new Promise<string>((settle) => {
    resolve = settle;
  });
  const stop = (reason: string) => {
    if (requestedAt !== null) return;
    requestedAt = performance.now();
    controller.abort();
    resolve(reason);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const)
    process.on(name, () => {
      if (requestedAt === null) stop(name);
      else if (!startedByNpm || performance.now() - requestedAt > NPM_REPEAT_MS) process.exit(1);
    });
  if (startedByNpm) onParentExit(() => stop('the end of npm'));
  return { signal: controller.signal, requested };
}

function onParentExit(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, PARENT_CHECK_MS);
  timer.unref();
}
