import { confidenceKey } from '../domain/order.js';
import type { Claim } from '../domain/records.js';
import type { ClaimFilter } from './store.js';

/**
 * Whether a claim is there, and has the status and confidence that a filter asks for. In a store whose statements see what was committed
 * between them, it may have become another one, or have gone, since the statement that found it.
 */
export function stillIn(
  { statuses, minConfidence }: Pick<ClaimFilter, 'statuses' | 'minConfidence'>,
  claim: Claim | null | undefined,
): claim is Claim {
  return (
    claim != null &&
    statuses.includes(claim.status) &&
    (minConfidence === undefined || confidenceKey(claim.confidence) <= confidenceKey(minConfidence))
  );
}
