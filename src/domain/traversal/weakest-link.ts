import { statusRank } from '../order.js';
import type { Claim, ClaimStatus } from '../records.js';

/** The strength of a chain of claims: no greater than that of its weakest link. */
interface WeakestLink {
  readonly weakestStatus: ClaimStatus;
  /** 0–100; null if a claim of the chain has no confidence. */
  readonly lowestConfidence: number | null;
}

/** The weakest status and, independently, the lowest confidence of a chain. Throws RangeError if the chain is empty. */
export function weakestLink(claims: readonly Claim[]): WeakestLink {
  const [first, ...rest] = claims.map(({ status, confidence }) => ({ status, confidence }));
  if (first === undefined) throw new RangeError('a chain needs at least one claim');
  const weakest = rest.reduce(
    (worst, { status, confidence }) => ({
      status: statusRank(status) > statusRank(worst.status) ? status : worst.status,
      confidence:
        confidence === null || worst.confidence === null ? null : Math.min(confidence, worst.confidence),
    }),
    first,
  );
  return { weakestStatus: weakest.status, lowestConfidence: weakest.confidence };
}
