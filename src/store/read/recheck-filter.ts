import { AscribeError } from '../../domain/errors.js';
import { confidenceKey } from '../../domain/order.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter } from '../store.js';

/**
 * Whether a claim is there, and has the status and confidence that a filter asks for. In a store whose statements see what was committed
 * between them, it may have become another one, or have gone, since the statement that found it.
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

/** Throws STORE_UNAVAILABLE where one of the claims is not. */
export function requireUnchanged(
  filter: Parameters<typeof recheckFilter>[0],
  claims: readonly (Claim | null | undefined)[],
): void {
  if (claims.every((claim) => recheckFilter(filter, claim))) return;
  throw new AscribeError('STORE_UNAVAILABLE', 'what was read changed meanwhile; ask again');
}
