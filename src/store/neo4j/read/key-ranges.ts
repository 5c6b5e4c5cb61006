import { statusRank } from '../../../domain/order.js';
import { confidenceKeys } from '../../read/recheck-filter.js';
import type { ClaimFilter } from '../../store.js';
import { claimOrderPrefix } from '../schema/order-keys.js';

/** A part of an order, without its bounds. An index reads only this part. */
export interface KeyRange {
  readonly after: string;
  readonly before: string;
}

/** Above all ids and order keys: the last code point. */
const MAX_KEY = '\u{10ffff}';

/** One range with all keys after a key, or with all keys. */
export const rangeAfter = (startKey: string | null): KeyRange[] => [
  { after: startKey ?? '', before: MAX_KEY },
];

/**
 * The parts of the order of claims that hold these statuses and confidences, which are the first parts of its key; only after `startKey`.
 * Statuses that are neighbours share one range.
 */
export function claimKeyRanges(filter: ClaimFilter, startKey: string | null = null): KeyRange[] {
  const ranks = [...new Set(filter.statuses.map(statusRank))].sort((a, b) => a - b);
  const keys = confidenceKeys(filter);
  const ranges: KeyRange[] = [];
  for (const rank of ranks) {
    const parts = keys?.map(([first, last]) => [
      claimOrderPrefix(rank, first),
      claimOrderPrefix(rank, last + 1),
    ]) ?? [[claimOrderPrefix(rank), claimOrderPrefix(rank + 1)]];
    for (const [after = '', before = ''] of parts) {
      const last = ranges.at(-1);
      if (last?.before === after) ranges[ranges.length - 1] = { after: last.after, before };
      else ranges.push({ after, before });
    }
  }
  if (startKey === null) return ranges;
  return ranges
    .filter(({ before }) => startKey < before)
    .map(({ after, before }) => ({ after: startKey > after ? startKey : after, before }));
}
