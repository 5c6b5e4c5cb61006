import { confidenceKey, strength } from '../../../domain/order.js';
import { requireStatuses } from '../../read/cursor.js';
import type { ClaimFilter } from '../../store.js';
import { claimOrderFrom } from '../schema/order-keys.js';

/** A part of an order: what lies between the two, without them. An index is asked for it alone, and passes over the rest. */
export interface Stretch {
  readonly after: string;
  readonly before: string;
}

/** Above all ids and order keys, which are ASCII. */
const END = '\uffff';

/** All of an order, from a place in it on. */
export const restOf = (from: string | null): Stretch[] => [{ after: from ?? '', before: END }];

/**
 * Where the claims of these statuses and this confidence lie in the order of claims, which begins with the two; from a place in it
 * on. Statuses that are neighbours in it make one stretch. Throws STATUSES_REQUIRED.
 */
export function claimStretches(
  { statuses, minConfidence }: ClaimFilter,
  from: string | null = null,
): Stretch[] {
  requireStatuses(statuses);
  const ranks = [...new Set(statuses.map(strength))].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (const rank of ranks) {
    const after = claimOrderFrom(rank);
    const before =
      minConfidence === undefined
        ? claimOrderFrom(rank + 1)
        : claimOrderFrom(rank, confidenceKey(minConfidence) + 1);
    const last = stretches.at(-1);
    if (last?.before === after) stretches[stretches.length - 1] = { after: last.after, before };
    else stretches.push({ after, before });
  }
  if (from === null) return stretches;
  return stretches
    .filter(({ before }) => from < before)
    .map(({ after, before }) => ({ after: from > after ? from : after, before }));
}
