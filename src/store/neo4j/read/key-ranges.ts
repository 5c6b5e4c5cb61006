import { confidenceKey, statusRank } from '../../../domain/order.js';
import type { ClaimFilter } from '../../store.js';
import { claimOrderPrefix } from '../schema/order-keys.js';

/** A part of an order, without its bounds. An index reads only this part. */
export interface KeyRange {
  readonly after: string;
  readonly before: string;
}

/** Above all ids and order keys, which are ASCII. */
const MAX_KEY = '\uffff';

/** One range with all keys after a key, or with all keys. */
export const rangeAfter = (startKey: string | null): KeyRange[] => [
  { after: startKey ?? '', before: MAX_KEY },
];

/**
 * The parts of the order of claims that hold these statuses and confidences, which are the first parts of its key; only after `startKey`.
 * Statuses that are neighbours share one range.
 */
export function claimKeyRanges(
  { statuses, minConfidence }: ClaimFilter,
  startKey: string | null = null,
): KeyRange[] {
  const ranks = [...new Set(statuses.map(statusRank))].sort((a, b) => a - b);
  const ranges: KeyRange[] = [];
  for (const rank of ranks) {
    const after = claimOrderPrefix(rank);
    const before =
      minConfidence === undefined
        ? claimOrderPrefix(rank + 1)
        : claimOrderPrefix(rank, confidenceKey(minConfidence) + 1);
    const last = ranges.at(-1);
    if (last?.before === after) ranges[ranges.length - 1] = { after: last.after, before };
    else ranges.push({ after, before });
  }
  if (startKey === null) return ranges;
  return ranges
    .filter(({ before }) => startKey < before)
    .map(({ after, before }) => ({ after: startKey > after ? startKey : after, before }));
}
