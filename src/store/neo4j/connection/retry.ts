import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';

export type Mode = 'READ' | 'WRITE';

/**
 * How long a server that nothing reaches is waited for, in milliseconds: somebody waits for the answer of a read, while a write may
 * be one of a long import, which should outlast that a server is started again.
 */
const AWAY_TIME: Readonly<Record<Mode, number>> = { READ: 4_000, WRITE: 12_000 };

const FIRST_DELAY = 250;
const LONGEST_DELAY = 2_000;

/** Runs an attempt, again and again while the driver says that a later one may succeed. */
export type Tried = <T>(mode: Mode, attempt: () => Promise<T>) => Promise<T>;

/**
 * In place of the driver's own managed transactions, which wait as long for a server that is gone as for a leader that is being
 * chosen, and start a last wait, as long as all before it together, although their time is nearly over.
 *
 * All attempts share one memory of since when the server is away: of many that wait for it, one after the other, each does not wait
 * the whole time anew.
 */
export function trying(retryTime: number, awayTime: Readonly<Record<Mode, number>> = AWAY_TIME): Tried {
  let awaySince: number | undefined;
  return async (mode, attempt) => {
    const start = performance.now();
    for (let delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
      try {
        const result = await attempt();
        awaySince = undefined;
        return result;
      } catch (error) {
        if (!neo4j.isRetryableError(error)) throw error;
        let end = start + retryTime;
        if (isAway(error)) {
          awaySince ??= performance.now();
          end = Math.min(end, awaySince + awayTime[mode]);
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
function isAway(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === neo4j.error.SERVICE_UNAVAILABLE;
}
