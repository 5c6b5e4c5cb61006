import { compareText } from '../order.js';
import type { ClaimStatus, EffectiveStatus, Period, Proposition, Validity } from '../records.js';
import { overlaps, type TimeSpan } from '../time-span.js';
import { computeConfidence, computeDenialFactor } from './confidence.js';
import type { Evidence } from './evidence.js';
import { groupIntoOrigins, type Origin } from './origins.js';
import { type JudgedPeriod, judgePeriods, mergeEqualPeriods, strongest } from './periods.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';
import { deriveStatus } from './status.js';
import { validityOf } from './validity.js';

/** What a policy makes of the evidence of one time. */
export interface Judgement {
  readonly status: ClaimStatus;
  /** Integer 0–100; null if no live support is judged. */
  readonly confidence: number | null;
  /** Supporting origins, then denying origins; each strongest first. */
  readonly origins: readonly Origin[];
  /** The factor by which denials lower confidence, 0–1; 1 without denials. */
  readonly denialFactor: number;
}

/** The status, confidence and other properties that a policy derives from the evidence of a claim. The judgement is the strongest of all times. */
export interface Derivation extends Judgement {
  /** The judgement of each period; empty if no live citation has a date, as the judgement then holds at all times. */
  readonly periods: readonly JudgedPeriod<Judgement>[];
  /** The first period with this judgement; null if the judgement holds at all times. */
  readonly period: TimeSpan | null;
  /** The number of independent origins of all live support, whenever it held. */
  readonly supportingOrigins: number;
  /** True if live evidence of one time both supports and denies it. */
  readonly contested: boolean;
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
 * Evidence is judged period by period (see `judgePeriods`), and citations are grouped into independent origins first (see
 * `groupIntoOrigins`). Pure: the same set of evidence, in any order, gives the same result. `docs/model.md` explains the rules,
 * `describeRules` prints those of a policy.
 */
export function derive(
  proposition: Proposition,
  evidence: readonly Evidence[],
  policy: Policy = DEFAULT_POLICY,
): Derivation {
  const sorted = evidence.toSorted((a, b) => compareText(a.citation.id, b.citation.id));
  const periods = judgePeriods(sorted, (some) => judge(proposition, some, policy));
  const possible = periods.map((period) => period.possible);
  const support = sorted.filter((one) => one.live && one.citation.stance === 'SUPPORTS');
  const overall = strongest(possible) ?? judge(proposition, sorted, policy);
  return {
    ...overall,
    periods,
    period: periods.find((one) => one.possible === overall) ?? null,
    supportingOrigins: (periods.length === 0
      ? overall.origins.filter(({ stance }) => stance === 'SUPPORTS')
      : groupIntoOrigins(sorted, 'SUPPORTS', policy)
    ).length,
    contested: [overall, ...possible].some(isContested),
    retractedArticleCount: new Set(evidence.filter((one) => !one.live).map((one) => one.citation.articleId))
      .size,
    validity: validityOf(support),
    soleArticleId: soleId(support.map((one) => one.citation.articleId)),
    soleSourceId: soleId(support.map((one) => one.sourceId)),
    policy,
  };
}

/**
 * What a policy derives for a window: the strongest that is known at any time in it; with `includeUndated`, the strongest that is possible.
 * RETRACTED without origins if no live citation counts in the window.
 */
export function deriveInWindow(
  derivation: Derivation,
  window: TimeSpan,
  includeUndated: boolean,
): Derivation {
  if (derivation.periods.length === 0) return derivation;
  const judged = derivation.periods
    .filter((period) => overlaps(period, window))
    .flatMap((period) => {
      const judgement = includeUndated ? period.possible : period.known;
      return judgement === null ? [] : [{ ...judgement, period }];
    });
  return { ...derivation, ...(strongest(judged) ?? NOTHING_DERIVED) };
}

const NOTHING_DERIVED: Judgement & Pick<Derivation, 'period'> = {
  status: 'RETRACTED',
  confidence: null,
  origins: [],
  denialFactor: 1,
  period: null,
};

/** The periods of a derivation as a claim stores them. */
export function periodsOf({ periods }: Derivation): Period[] {
  const effective = ({ status, confidence }: Judgement): EffectiveStatus => ({ status, confidence });
  return mergeEqualPeriods(
    periods.map(({ start, end, known, possible }) => ({
      start,
      end,
      known: known === null ? null : effective(known),
      possible: effective(possible),
    })),
  );
}

/** Judges evidence as if all of it were of one time. */
function judge(proposition: Proposition, evidence: readonly Evidence[], policy: Policy): Judgement {
  const support = groupIntoOrigins(evidence, 'SUPPORTS', policy);
  const denials = groupIntoOrigins(evidence, 'DENIES', policy);
  const denialFactor = computeDenialFactor(support, denials, policy);
  return {
    status: deriveStatus(proposition, support, denials, policy),
    confidence: computeConfidence(support, denialFactor),
    origins: [...support, ...denials],
    denialFactor,
  };
}

function isContested({ origins }: Judgement): boolean {
  return new Set(origins.map(({ stance }) => stance)).size > 1;
}

function soleId(ids: readonly string[]): string | null {
  const [id = null, ...others] = new Set(ids);
  return others.length === 0 ? id : null;
}
