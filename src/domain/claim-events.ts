import type { ClaimChange, ClaimStatus, EffectiveStatus } from './records.js';

export const CLAIM_EVENT_KINDS = {
  ENTERED: 'The claim got one of the requested statuses.',
  CHANGED: 'The claim had and still has a requested status; its status or its confidence changed.',
  LEFT: 'The claim no longer has a requested status, or was removed. Its new status was not requested and is not shown.',
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
