/** How long a call that nobody waits for may go on at first, in milliseconds: to open another connection takes as long. */
const MIN_DELAY_MS = 100;
/** And at most. */
export const MAX_DELAY_MS = 2000;
/** How long a connection that was ended counts, in milliseconds. */
const WINDOW_MS = 10_000;

/** How long a call that nobody waits for may go on before its connection is ended. */
export interface KillBackoff {
  /**
   * In milliseconds: twice as long with each connection that was ended lately. So what is given up now and then ends at once, and callers who
   * give up all the time make each connection end, and another one begin in its place, once in two seconds at most.
   */
  delay(): number;
  /** Tells that a connection is ended. */
  recordKill(): void;
}

export function createKillBackoff(): KillBackoff {
  let ended: readonly number[] = [];
  const lately = () => {
    const since = performance.now() - WINDOW_MS;
    ended = ended.filter((moment) => moment > since);
    return ended;
  };
  return {
    delay: () => Math.min(MIN_DELAY_MS * 2 ** lately().length, MAX_DELAY_MS),
    recordKill: () => {
      ended = [...lately(), performance.now()];
    },
  };
}
