/** Counts the slots that a caller holds; `slots` maps each slot in use to its caller. */
export function countSlotsOf(caller: string, slots: ReadonlyMap<object, string>): number {
  let count = 0;
  for (const holder of slots.values()) if (holder === caller) count += 1;
  return count;
}

/**
 * Null if a slot is free for this caller. Otherwise describes what fills the quota: "64 requests" in total, or "32 requests of this client",
 * as one caller may hold half of all slots.
 */
export function describeFullQuota(
  unit: string,
  limit: number,
  slots: ReadonlyMap<object, string>,
  caller: string,
): string | null {
  if (slots.size >= limit) return `${limit} ${unit}`;
  const share = Math.ceil(limit / 2);
  return countSlotsOf(caller, slots) >= share ? `${share} ${unit} of this client` : null;
}
