import { confidenceKey, statusRank } from '../../../domain/order.js';
import { requireStatuses } from '../../read/cursor.js';
import type { ClaimFilter } from '../../store.js';
import { claimOrderPrefix } from '../schema/order-keys.js';

/** A part of an order: what lies between the two, without them. An index is asked for it alone, and passes over the rest. */
export interface KeyRange {
  readonly after: string;
  readonly before: string;
}

/** Above all ids and order keys, which are ASCII. */
const MAX_KEY = '\uffff';

/** All of an order, from a place in it on. */
export const rangeAfter = (startKey: string | null): KeyRange[] => [
  { after: startKey ?? '', before: MAX_KEY },
];

/**
 * Where the claims of these statuses and this confidence lie in the order of claims, which begins with the two; from a place in it
 * on. Statuses that are neighbours in it make one stretch. Throws STATUSES_REQUIRED.
 */
export function claimKeyRanges(
  { statuses, minConfidence }: ClaimFilter,
  startKey: string | null = null,
): KeyRange[] {
  requireStatuses(statuses);
  const ranks = [...new Set(statuses.map(statusRank))].sort((a, b) => a - b);
  const stretches: KeyRange[] = [];
  for (const rank of ranks) {
    const after = claimOrderPrefix(rank);
    const before =
      minConfidence === undefined
        ? claimOrderPrefix(rank + 1)
        : claimOrderPrefix(rank, confidenceKey(minConfidence) + 1);
    const last = stretches.at(-1);
    if (last?.before === after) stretches[stretches.length - 1] = { after: last.after, before };
    else stretches.push({ after, before });
  }
  if (startKey === null) return stretches;
  return stretches
    .filter(({ before }) => startKey < before)
    .map(({ after, before }) => ({ after: startKey > after ? startKey : after, before }));
}
