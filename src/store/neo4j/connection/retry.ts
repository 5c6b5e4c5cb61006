import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';
import { isOutOfMemory } from './errors.js';

export type AccessMode = 'READ' | 'WRITE';

/** How long to retry while no server can be reached. Reads have a waiting client; writes should survive a restart of the server. */
const UNREACHABLE_TIMEOUT_MS: Readonly<Record<AccessMode, number>> = { READ: 4_000, WRITE: 12_000 };

const INITIAL_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 2_000;

/** Runs an attempt, and again while the driver considers the error temporary. */
export type Retry = <T>(mode: AccessMode, attempt: () => Promise<T>) => Promise<T>;

/**
 * Replaces the managed transactions of the driver. They wait as long for an unreachable server as for a leader election, and start a
 * last long wait even if their time is almost over. Timeouts are in milliseconds.
 *
 * All attempts share the time since when the server is unreachable, so a series of calls does not wait the whole timeout each time.
 */
export function createRetry(
  retryTimeout: number,
  unreachableTimeout: Readonly<Record<AccessMode, number>> = UNREACHABLE_TIMEOUT_MS,
): Retry {
  let unreachableSince: number | undefined;
  return async (mode, attempt) => {
    const start = performance.now();
    for (let delay = INITIAL_BACKOFF_MS; ; delay = Math.min(2 * delay, MAX_BACKOFF_MS)) {
      try {
        const result = await attempt();
        unreachableSince = undefined;
        return result;
      } catch (error) {
        // What does not fit into the memory once does not fit the next time.
        if (!neo4j.isRetryableError(error) || isOutOfMemory(error)) throw error;
        let end = start + retryTimeout;
        if (isUnreachable(error)) {
          unreachableSince ??= performance.now();
          end = Math.min(end, unreachableSince + unreachableTimeout[mode]);
        } else {
          unreachableSince = undefined;
        }
        const remaining = end - performance.now();
        if (remaining <= 0) throw error;
        await sleep(Math.min(remaining, delay * (0.8 + 0.4 * Math.random())));
      }
    }
  };
}

/** Whether no server could be reached. SESSION_EXPIRED is different: one member of a cluster failed, and others may answer. */
function isUnreachable(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === neo4j.error.SERVICE_UNAVAILABLE;
}
