import { claimsInWindow } from '../../domain/claim-window.js';
import { CONFIDENCE_THRESHOLDS } from '../../domain/derivation/policy.js';
import { AscribeError } from '../../domain/errors.js';
import { confidenceKey } from '../../domain/order.js';
import type { Claim, ConfidenceLevel, EffectiveStatus } from '../../domain/records.js';
import type { ClaimFilter } from '../store.js';

/** Confidence keys (`confidenceKey`), both bounds included. */
export type KeyBounds = readonly [first: number, last: number];
type ConfidenceFilter = Pick<ClaimFilter, 'minConfidence' | 'maxConfidence' | 'confidenceLevels'>;

const JUDGED: KeyBounds = [confidenceKey(100), confidenceKey(0)];
const UNJUDGED = confidenceKey(null);

/** The confidence keys that a filter selects, in order; null if it selects all. Empty if its conditions exclude each other. */
export function confidenceKeys({
  minConfidence,
  maxConfidence,
  confidenceLevels,
}: ConfidenceFilter): readonly KeyBounds[] | null {
  const hasBounds = minConfidence !== undefined || maxConfidence !== undefined;
  if (!hasBounds && confidenceLevels === undefined) return null;
  const [first, last] = hasBounds
    ? [confidenceKey(maxConfidence ?? 100), confidenceKey(minConfidence ?? 0)]
    : [JUDGED[0], UNJUDGED];
  const levels = confidenceLevels?.map(levelKeys) ?? [[JUDGED[0], UNJUDGED] as const];
  return levels
    .map(([from, to]): KeyBounds => [Math.max(from, first), Math.min(to, last)])
    .filter(([from, to]) => from <= to)
    .sort(([a], [b]) => a - b);
}

function levelKeys(level: ConfidenceLevel): KeyBounds {
  if (level === 'UNJUDGED') return [UNJUDGED, UNJUDGED];
  const lowest = (name: ConfidenceLevel) => CONFIDENCE_THRESHOLDS.find(([one]) => one === name)?.[1] ?? 0;
  const above = { LOW: lowest('MEDIUM') - 1, MEDIUM: lowest('HIGH') - 1, HIGH: 100 }[level];
  return [confidenceKey(above), confidenceKey(lowest(level))];
}

/** Whether a status and a confidence match a filter. */
export function matchesStatus(
  filter: Pick<ClaimFilter, 'statuses'> & ConfidenceFilter,
  { status, confidence }: EffectiveStatus,
): boolean {
  const key = confidenceKey(confidence);
  const isSelected = confidenceKeys(filter)?.some(([first, last]) => first <= key && key <= last) ?? true;
  return filter.statuses.includes(status) && isSelected;
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
