/** How long a call that nobody waits for may go on at first, in milliseconds: to open another connection takes as long. */
const SHORTEST = 100;
/** And at most. */
export const LONGEST = 2000;
/** How long a connection that was ended counts, in milliseconds. */
const MEMORY = 10_000;

/** How long a call that nobody waits for may go on before its connection is ended. */
export interface Grace {
  /**
   * In milliseconds: twice as long with each connection that was ended lately. So what is given up now and then ends at once, and callers who
   * give up all the time make each connection end, and another one begin in its place, once in two seconds at most.
   */
  now(): number;
  /** Tells that a connection is ended. */
  used(): void;
}

export function createGrace(): Grace {
  let ended: readonly number[] = [];
  const lately = () => {
    const since = performance.now() - MEMORY;
    ended = ended.filter((moment) => moment > since);
    return ended;
  };
  return {
    now: () => Math.min(SHORTEST * 2 ** lately().length, LONGEST),
    used: () => {
      ended = [...lately(), performance.now()];
    },
  };
}
