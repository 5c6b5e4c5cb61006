import { type Origin, weightOf } from './origins.js';
import { confidenceLevel, type Policy } from './policy.js';
import type { ClaimStatus, Modality } from './records.js';

/** What an explanation is made of. */
export interface Reasons {
  readonly status: ClaimStatus;
  readonly confidence: number | null;
  readonly support: readonly Origin[];
  readonly denials: readonly Origin[];
  /** The share of confidence that the denials leave, 0–1. */
  readonly left: number;
  /** How many articles that spoke of the claim are retracted. */
  readonly retracted: number;
  readonly policy: Policy;
}

const PUT: Record<Modality, string> = {
  ADJUDICATED: 'found by a court or inquiry',
  ADMITTED: 'admitted',
  REPORTED_AS_FACT: 'reported as fact',
  ASSESSED: 'assessed',
  ACCUSED_BY_AUTHORITIES: 'accused by authorities',
  ACCUSED: 'accused',
  POSSIBLE: 'said to be possible',
};

/** More origins than this are counted and not told. */
const TOLD = 5;

/** How a claim came to its status and confidence, in words and numbers that a person can paste into a report. */
export function explain(reasons: Reasons): string {
  const { status, confidence, support, denials, left, retracted, policy } = reasons;
  const grade =
    confidence === null ? 'confidence unjudged' : `${confidence} (${confidenceLevel(confidence)})`;
  const parts = [
    support.length === 0 ? 'no live support' : told(support, 'independent origin', policy),
    ...(denials.length === 0
      ? []
      : [`${told(denials, 'denying origin', policy)}, leaving ${left.toFixed(2)} of the confidence`]),
    ...(retracted === 0 ? [] : [`${counted(retracted, 'article')} retracted and left out`]),
  ];
  return `${status}, ${grade}: ${parts.join('; ')}. Policy ${policy.version}.`;
}

function told(origins: readonly Origin[], noun: string, policy: Policy): string {
  const shown = origins.slice(0, TOLD).map((origin) => tell(origin, policy));
  const more = origins.length > TOLD ? [`and ${origins.length - TOLD} more`] : [];
  return `${counted(origins.length, noun)}: ${[...shown, ...more].join(' + ')}`;
}

function tell(origin: Origin, policy: Policy): string {
  const { strongest, stance, interested, citationIds } = origin;
  const { citation, genre, sourceName, reliability } = strongest;
  const speaker = citation.assertedBy.at(-1) ?? 'own voice';
  const put = stance === 'DENIES' ? 'denied' : PUT[citation.modality];
  const grades = [
    `reliability ${reliability}${policy.reliability[reliability] === null ? ' (unjudged)' : ''}`,
    `credibility ${citation.credibility}${policy.credibility[citation.credibility] === null ? ' (unjudged)' : ''}`,
  ];
  const weight = weightOf(strongest, policy);
  const effect = stance === 'DENIES' ? [] : [weight === null ? 'no weight' : `weight ${weight.toFixed(2)}`];
  const copies = citationIds.length > 1 ? [`${citationIds.length} citations count once`] : [];
  const party = interested ? ['a party to the claim'] : [];
  const details = [put, ...party, `through ${sourceName} (${genre})`, ...grades, ...effect, ...copies];
  return `${speaker} (${details.join(', ')})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
