import { claimsInWindow } from '../../domain/claim-window.js';
import { AscribeError } from '../../domain/errors.js';
import { confidenceKey } from '../../domain/order.js';
import type { Claim, EffectiveStatus } from '../../domain/records.js';
import type { ClaimFilter } from '../store.js';

/** The confidence keys (`confidenceKey`) that a filter selects, both bounds included; null if it selects all. */
export function confidenceKeys({
  minConfidence,
  maxConfidence,
}: Pick<ClaimFilter, 'minConfidence' | 'maxConfidence'>): readonly [first: number, last: number] | null {
  return minConfidence === undefined && maxConfidence === undefined
    ? null
    : [confidenceKey(maxConfidence ?? 100), confidenceKey(minConfidence ?? 0)];
}

/** Whether a status and a confidence match a filter. */
export function matchesStatus(
  filter: Pick<ClaimFilter, 'statuses' | 'minConfidence' | 'maxConfidence'>,
  { status, confidence }: EffectiveStatus,
): boolean {
  const key = confidenceKey(confidence);
  const [first, last] = confidenceKeys(filter) ?? [key, key];
  return filter.statuses.includes(status) && first <= key && key <= last;
}

/**
 * Claims that a backend found for a filter, as the window of the filter shows them. Throws STORE_UNAVAILABLE if one no longer matches: on
 * Neo4j a statement sees what others commit meanwhile, so a claim may change between the statement that found it and the one that reads it.
 */
export function showInWindow(
  filter: ClaimFilter,
  claims: readonly (Claim | null | undefined)[],
): readonly Claim[] {
  const existing = claims.filter((claim) => claim != null);
  const shown = claimsInWindow(existing, filter).filter((claim) => claim !== null);
  if (shown.length === claims.length && shown.every((claim) => matchesStatus(filter, claim))) return shown;
  throw new AscribeError('STORE_UNAVAILABLE', 'claims changed while they were read; try again');
}
