/** The shortest delay: about the time it takes to open another connection. */
const MIN_DELAY_MS = 100;
export const MAX_DELAY_MS = 2000;
/** How long a kill counts as recent. */
const WINDOW_MS = 10_000;

/** How long an aborted call may run before its connection is killed. */
export interface KillBackoff {
  /**
   * In milliseconds; doubles with each recent kill. An occasional abort stops its call at once, while clients that
   * keep aborting make each connection restart at most once in two seconds.
   */
  delay(): number;
  recordKill(): void;
}

export function createKillBackoff(): KillBackoff {
  let kills: readonly number[] = [];
  const recentKills = () => {
    const since = performance.now() - WINDOW_MS;
    kills = kills.filter((time) => time > since);
    return kills;
  };
  return {
    delay: () => Math.min(MIN_DELAY_MS * 2 ** recentKills().length, MAX_DELAY_MS),
    recordKill: () => {
      kills = [...recentKills(), performance.now()];
    },
  };
}
