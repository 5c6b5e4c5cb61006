import { AscribeError } from '../../domain/errors.js';
import { confidenceKey } from '../../domain/order.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter } from '../store.js';

/**
 * Whether a claim exists and still matches the filter's statuses and confidence. On Neo4j a statement sees what others commit meanwhile, so a
 * claim may change between the statement that found it and the one that reads it.
 */
export function recheckFilter(
  { statuses, minConfidence }: Pick<ClaimFilter, 'statuses' | 'minConfidence'>,
  claim: Claim | null | undefined,
): claim is Claim {
  return (
    claim != null &&
    statuses.includes(claim.status) &&
    (minConfidence === undefined || confidenceKey(claim.confidence) <= confidenceKey(minConfidence))
  );
}

/** Throws STORE_UNAVAILABLE if a claim no longer matches. */
export function requireUnchanged(
  filter: Parameters<typeof recheckFilter>[0],
  claims: readonly (Claim | null | undefined)[],
): void {
  if (claims.every((claim) => recheckFilter(filter, claim))) return;
  throw new AscribeError('STORE_UNAVAILABLE', 'claims changed while they were read; try again');
}
