import type { ClaimStatus, Proposition, Validity } from '../records.js';
import type { Evidence } from './evidence.js';
import {
  groupIntoOrigins,
  isAdmission,
  isInterested,
  type Origin,
  weightOf,
  withoutEchoes,
} from './origins.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';
import { validityOf } from './validity.js';

/** The status, confidence and other properties that a policy derives from the evidence of a claim. */
export interface Derivation {
  readonly status: ClaimStatus;
  /** Integer 0–100; null if no live support is judged. */
  readonly confidence: number | null;
  /** Supporting origins, then denying origins; each strongest first. */
  readonly origins: readonly Origin[];
  /** The factor by which denials lower confidence, 0–1; 1 without denials. */
  readonly denialFactor: number;
  /** The number of articles that cite the claim and are retracted. */
  readonly retractedArticleCount: number;
  readonly validity: readonly Validity[];
  /** The only article, and the only source, of the live support; null if there are several or none. */
  readonly soleArticleId: string | null;
  readonly soleSourceId: string | null;
  readonly policy: Policy;
}

/**
 * Derives status and confidence of a claim from its evidence, by a policy.
 *
 * Citations are grouped into independent origins first (see `groupIntoOrigins`). Pure: the same set of evidence, in any
 * order, gives the same result. `docs/model.md` explains the rules, `describeRules` prints those of a policy.
 */
export function derive(
  proposition: Proposition,
  evidence: readonly Evidence[],
  policy: Policy = DEFAULT_POLICY,
): Derivation {
  const support = groupIntoOrigins(proposition, evidence, 'SUPPORTS', policy);
  const denials = groupIntoOrigins(proposition, evidence, 'DENIES', policy);
  const denialFactor = computeDenialFactor(denials, proposition, policy);
  const supporting = support.flatMap((origin) => origin.evidence);
  return {
    status: deriveStatus(proposition, support, denials, policy),
    confidence: computeConfidence(support, denialFactor),
    origins: [...support, ...denials],
    denialFactor,
    retractedArticleCount: new Set(evidence.filter((one) => !one.live).map((one) => one.citation.articleId))
      .size,
    validity: validityOf(supporting),
    soleArticleId: soleId(supporting.map((one) => one.citation.articleId)),
    soleSourceId: soleId(supporting.map((one) => one.sourceId)),
    policy,
  };
}

function soleId(ids: readonly string[]): string | null {
  const [id = null, ...others] = new Set(ids);
  return others.length === 0 ? id : null;
}

/** Tries the statuses in the order of `describeRules`; the first match wins. */
function deriveStatus(
  proposition: Proposition,
  support: readonly Origin[],
  denials: readonly Origin[],
  policy: Policy,
): ClaimStatus {
  if (support.length === 0) return denials.length === 0 ? 'RETRACTED' : 'DENIED';
  const disinterestedDenial = denials
    .flatMap((origin) => origin.evidence)
    .some((one) => !isInterested(one, proposition));
  if (disinterestedDenial) return 'DISPUTED';
  const counted = support.map((origin) => withoutEchoes(origin.evidence));
  if (isConfirmed(proposition, counted, policy)) return 'CONFIRMED';
  const firm = counted.flat().some((one) => !policy.allegations.includes(one.citation.modality));
  return firm ? 'REPORTED' : 'ALLEGED';
}

/** `evidenceByOrigin`: the evidence of each supporting origin, without echoes. */
function isConfirmed(
  proposition: Proposition,
  evidenceByOrigin: readonly (readonly Evidence[])[],
  { confirm }: Policy,
): boolean {
  const adjudicated = evidenceByOrigin
    .flat()
    .some(
      (one) =>
        one.citation.modality === 'ADJUDICATED' && confirm.adjudicatedThrough.includes(one.reliability),
    );
  const admitted = evidenceByOrigin.flat().some((one) => isAdmission(one, proposition));
  const factual = evidenceByOrigin.filter((origin) =>
    origin.some(
      (one) =>
        one.citation.modality === 'REPORTED_AS_FACT' &&
        confirm.factThrough.includes(one.reliability) &&
        !confirm.exceptGenres.includes(one.genre) &&
        !isInterested(one, proposition),
    ),
  );
  return adjudicated || (admitted && evidenceByOrigin.length > 1) || factual.length >= confirm.factOrigins;
}

/** Noisy-OR over the weights of the supporting origins (Pearl 1988, §4.3.2), multiplied by the denial factor. */
function computeConfidence(support: readonly Origin[], denialFactor: number): number | null {
  const weights = support.map((origin) => origin.weight).filter((weight) => weight !== null);
  if (weights.length === 0) return null;
  const supported = 1 - product(weights.map((weight) => 1 - weight));
  return Math.round(100 * supported * denialFactor);
}

/**
 * The strongest disinterested denial counts, and denials by parties to the claim count once. Not a product over origins:
 * a denial that merges two origins into one would then raise confidence.
 */
function computeDenialFactor(denials: readonly Origin[], proposition: Proposition, policy: Policy): number {
  const { denial } = policy;
  const all = denials.flatMap((origin) => origin.evidence);
  const disinterested = all.filter((one) => !isInterested(one, proposition));
  const factors = disinterested.map((one) => Math.min(denial.leavesAtMost, 1 - (weightOf(one, policy) ?? 0)));
  return Math.min(1, ...factors) * (disinterested.length < all.length ? denial.interestedLeaves : 1);
}

/** Multiplies in sorted order, so that rounding does not depend on the order of the evidence. */
function product(factors: readonly number[]): number {
  return factors.toSorted((a, b) => a - b).reduce((result, factor) => result * factor, 1);
}
