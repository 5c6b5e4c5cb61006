import { isInterested, type Origin, weightOf } from './origins.js';
import type { Policy } from './policy.js';
import { isOverruled } from './rulings.js';

/** Noisy-OR over the weights of the supporting origins (Pearl 1988, §4.3.2), multiplied by the denial factor. */
export function computeConfidence(support: readonly Origin[], denialFactor: number): number | null {
  const weights = support.map((origin) => origin.weight).filter((weight) => weight !== null);
  if (weights.length === 0) return null;
  const supported = 1 - product(weights.map((weight) => 1 - weight));
  return Math.round(100 * supported * denialFactor);
}

/**
 * The factor by which denials lower confidence, 0–1: that of the strongest disinterested denial, times that of denials by parties to the
 * claim, which count once. It does not multiply over origins, because a denial that joins two origins would then raise the confidence.
 * A ruling that wins over the support has a lower upper bound.
 */
export function computeDenialFactor(
  support: readonly Origin[],
  denials: readonly Origin[],
  policy: Policy,
): number {
  const { denial } = policy;
  const upperBound = isOverruled(support, denials, policy) ? denial.adjudicatedLeaves : 1;
  const all = denials.flatMap((origin) => origin.evidence);
  const disinterested = all.filter((one) => !isInterested(one));
  const factors = disinterested.map((one) => Math.min(denial.leavesAtMost, 1 - (weightOf(one, policy) ?? 0)));
  return Math.min(upperBound, ...factors) * (disinterested.length < all.length ? denial.interestedLeaves : 1);
}

/** Multiplies in sorted order, so that rounding does not depend on the order of the evidence. */
function product(factors: readonly number[]): number {
  return factors.toSorted((a, b) => a - b).reduce((result, factor) => result * factor, 1);
}
