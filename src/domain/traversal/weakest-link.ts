import { statusRank } from '../order.js';
import type { Claim, ClaimStatus } from '../records.js';

/** What a chain of claims comes to: it holds no better than its weakest link. At least one claim. */
interface WeakestLink {
  readonly weakestStatus: ClaimStatus;
  /** Null where a claim has no number. */
  readonly lowestConfidence: number | null;
}

export function weakestLink(claims: readonly Claim[]): WeakestLink {
  const [first, ...rest] = claims.map(({ status, confidence }) => ({ status, confidence }));
  if (first === undefined) throw new RangeError('a chain has a claim at least');
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
