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

/** What the policy makes of a claim's evidence. */
export interface Derivation {
  readonly status: ClaimStatus;
  /** 0–100, whole; null where no live support was judged. */
  readonly confidence: number | null;
  /** Supporting origins, then denying ones; the strongest first. */
  readonly origins: readonly Origin[];
  /** The share of confidence that the denials leave, 0–1. */
  readonly denialFactor: number;
  /** How many articles that spoke of the claim are retracted. */
  readonly retractedArticleCount: number;
  readonly validity: readonly Validity[];
  /** The one article, or source, that all live support is of; null where there are several, or none. */
  readonly soleArticleId: string | null;
  readonly soleSourceId: string | null;
  readonly policy: Policy;
}

/** Derives what a claim stands for of its evidence. Pure: the same set of evidence, in any order, gives the same answer. */
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

/** The first row of the table that holds. */
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
  const heard = support.map((origin) => withoutEchoes(origin.evidence));
  if (isConfirmed(proposition, heard, policy)) return 'CONFIRMED';
  const firm = heard.flat().some((one) => !policy.allegations.includes(one.citation.modality));
  return firm ? 'REPORTED' : 'ALLEGED';
}

/** `heard`: the evidence of each supporting origin, without echoes. */
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

/** Noisy-OR over the supporting origins (Pearl 1988, §4.3.2), times what the denials leave. */
function computeConfidence(support: readonly Origin[], denialFactor: number): number | null {
  const weights = support.map((origin) => origin.weight).filter((weight) => weight !== null);
  if (weights.length === 0) return null;
  // Sorted, so that the order of evidence cannot show in the last digit.
  const supported = 1 - product(weights.map((weight) => 1 - weight));
  return Math.round(100 * supported * denialFactor);
}

/**
 * The share of confidence that the denials leave, 0–1: the strongest disinterested one and, once, the parties' own.
 * Not multiplied over origins: a denial that shows two others to be one would then raise confidence.
 */
function computeDenialFactor(denials: readonly Origin[], proposition: Proposition, policy: Policy): number {
  const { denial } = policy;
  const all = denials.flatMap((origin) => origin.evidence);
  const disinterested = all.filter((one) => !isInterested(one, proposition));
  const leaves = disinterested.map((one) => Math.min(denial.leavesAtMost, 1 - (weightOf(one, policy) ?? 0)));
  return Math.min(1, ...leaves) * (disinterested.length < all.length ? denial.interestedLeaves : 1);
}

function product(factors: readonly number[]): number {
  return factors.toSorted((a, b) => a - b).reduce((sum, factor) => sum * factor, 1);
}
