/** How many places a caller holds, of those that are held, each by somebody. */
export function countSlotsOf(caller: string, slots: ReadonlyMap<object, string>): number {
  let count = 0;
  for (const one of slots.values()) if (one === caller) count += 1;
  return count;
}

/**
 * What holds the places, such as "64 requests" or "32 requests of this caller", where none is left for a caller: one may have half of all.
 * Null where one is.
 */
export function describeFullQuota(
  unit: string,
  limit: number,
  slots: ReadonlyMap<object, string>,
  caller: string,
): string | null {
  if (slots.size >= limit) return `${limit} ${unit}`;
  const share = Math.ceil(limit / 2);
  return countSlotsOf(caller, slots) >= share ? `${share} ${unit} of this caller` : null;
}
