/** How many places a caller holds, of those that are held, each by somebody. */
export function placesOf(caller: string, held: ReadonlyMap<object, string>): number {
  let count = 0;
  for (const one of held.values()) if (one === caller) count += 1;
  return count;
}

/**
 * What holds the places, such as "64 requests" or "32 requests of this caller", where none is left for a caller: one may have half of all.
 * Null where one is.
 */
export function whatIsFull(
  what: string,
  most: number,
  held: ReadonlyMap<object, string>,
  caller: string,
): string | null {
  if (held.size >= most) return `${most} ${what}`;
  const share = Math.ceil(most / 2);
  return placesOf(caller, held) >= share ? `${share} ${what} of this caller` : null;
}
