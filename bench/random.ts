/** Pseudorandom numbers, the same in each run (mulberry32). */
export interface Random {
  /** At least 0 and below 1. */
  next(): number;
  /** An integer, at least 0 and below the limit. */
  below(limit: number): number;
  pick<T>(values: readonly T[]): T;
  /** Picks values near the start of the list more often. */
  pickHub<T>(values: readonly T[]): T;
  chance(share: number): boolean;
}

export function seededRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const at = <T>(values: readonly T[], share: number) => values[Math.floor(share * values.length)] as T;
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick: (values) => at(values, next()),
    pickHub: (values) => at(values, next() ** 3),
    chance: (share) => next() < share,
  };
}
