import type { ClaimChange, ClaimStatus, EffectiveStatus } from './records.js';

export const CLAIM_EVENT_KINDS = {
  ENTERED: 'The claim came to one of the statuses that were asked for.',
  CHANGED: 'It had one of them, and has one of them still: the status is another one, or the confidence.',
  LEFT: 'It had one of them, and has none any more, or is gone. What it came to was not asked for, and is not told.',
} as const;
type ClaimEventKind = keyof typeof CLAIM_EVENT_KINDS;

/** A change of a claim as a subscriber to some statuses sees it. A status outside of them is null. */
export interface VisibleChange {
  readonly kind: ClaimEventKind;
  readonly from: EffectiveStatus | null;
  readonly to: EffectiveStatus | null;
}

/**
 * Reduces a change to what a subscriber to these statuses may see. Returns null if neither the old nor the new status is
 * among them. A deleted claim is reported as LEFT.
 */
export function toVisibleChange(
  { from, to }: ClaimChange,
  statuses: readonly ClaimStatus[],
): VisibleChange | null {
  const [before, after] = [from, to].map((one) =>
    one !== null && statuses.includes(one.status) ? one : null,
  ) as [EffectiveStatus | null, EffectiveStatus | null];
  if (after !== null) return { kind: before === null ? 'ENTERED' : 'CHANGED', from: before, to: after };
  return before === null ? null : { kind: 'LEFT', from: before, to: null };
}
