import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';

export type AccessMode = 'READ' | 'WRITE';

/**
 * How long a server that nothing reaches is waited for, in milliseconds: somebody waits for the answer of a read, while a write may
 * be one of a long import, which should outlast that a server is started again.
 */
const UNREACHABLE_TIMEOUT_MS: Readonly<Record<AccessMode, number>> = { READ: 4_000, WRITE: 12_000 };

const INITIAL_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 2_000;

/** Runs an attempt, again and again while the driver says that a later one may succeed. */
export type Retry = <T>(mode: AccessMode, attempt: () => Promise<T>) => Promise<T>;

/**
 * In place of the driver's own managed transactions, which wait as long for a server that is gone as for a leader that is being
 * chosen, and start a last wait, as long as all before it together, although their time is nearly over.
 *
 * All attempts share one memory of since when the server is away: of many that wait for it, one after the other, each does not wait
 * the whole time anew.
 */
export function createRetry(
  retryTimeout: number,
  unreachableTimeout: Readonly<Record<AccessMode, number>> = UNREACHABLE_TIMEOUT_MS,
): Retry {
  let awaySince: number | undefined;
  return async (mode, attempt) => {
    const start = performance.now();
    for (let delay = INITIAL_BACKOFF_MS; ; delay = Math.min(2 * delay, MAX_BACKOFF_MS)) {
      try {
        const result = await attempt();
        awaySince = undefined;
        return result;
      } catch (error) {
        if (!neo4j.isRetryableError(error)) throw error;
        let end = start + retryTimeout;
        if (isUnreachable(error)) {
          awaySince ??= performance.now();
          end = Math.min(end, awaySince + unreachableTimeout[mode]);
        } else {
          awaySince = undefined;
        }
        const left = end - performance.now();
        if (left <= 0) throw error;
        await sleep(Math.min(left, delay * (0.8 + 0.4 * Math.random())));
      }
    }
  };
}

/** No server could be reached. SESSION_EXPIRED is less: one member of a cluster is gone, and another may serve. */
function isUnreachable(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === neo4j.error.SERVICE_UNAVAILABLE;
}
