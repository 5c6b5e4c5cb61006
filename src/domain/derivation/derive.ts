import type { ClaimStatus, Proposition, Validity } from '../records.js';
import { computeConfidence, computeDenialFactor } from './confidence.js';
import type { Evidence } from './evidence.js';
import { groupIntoOrigins, type Origin } from './origins.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';
import { deriveStatus } from './status.js';
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
