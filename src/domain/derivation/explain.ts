import { type EntityNames, nameOrId } from '../entity-names.js';
import { pluralize } from '../pluralize.js';
import type { Assessment, ClaimStatus, Modality } from '../records.js';
import type { Derivation } from './derive.js';
import { type Origin, weightOf } from './origins.js';
import { confidenceLevel, type Policy } from './policy.js';

const MODALITY_PHRASES: Record<Modality, string> = {
  ADJUDICATED: 'found by a court or inquiry',
  ADMITTED: 'admitted',
  REPORTED_AS_FACT: 'reported as fact',
  ASSESSED: 'assessed',
  ACCUSED_BY_AUTHORITIES: 'accused by authorities',
  ACCUSED: 'accused',
  POSSIBLE: 'said to be possible',
};

/** Further origins are only counted. */
const MAX_ORIGINS_SHOWN = 5;

/** Ids of the speakers that an explanation names. Look up their names and pass them to `explain`. */
export function speakerIdsOf({ origins }: Derivation): string[] {
  return origins
    .map(({ strongest }) => strongest.citation.assertedBy.at(-1))
    .filter((id) => id !== undefined);
}

/**
 * Explains the status and confidence of a claim in one line that an analyst can check and paste into a report:
 *
 * `ALLEGED, 34 (MEDIUM): 1 independent origin: police (accused by authorities, through courier (NEWS), reliability C,
 * credibility 3, weight 0.34). Policy 1.`
 *
 * @param names names of the entities in `speakerIdsOf(derivation)`; an unnamed entity appears with its id.
 * @param assessment the active assessment. The line then starts with it.
 */
export function explain(
  derivation: Derivation,
  names: EntityNames = new Map(),
  assessment: Assessment | null = null,
): string {
  const { status, confidence, origins, denialFactor, retractedArticleCount, policy } = derivation;
  const support = origins.filter(({ stance }) => stance === 'SUPPORTS');
  const denials = origins.filter(({ stance }) => stance === 'DENIES');
  const parts = [
    support.length === 0 ? 'no live support' : describeOrigins(support, 'independent origin', policy, names),
    ...(denials.length === 0
      ? []
      : [
          `${describeOrigins(denials, 'denying origin', policy, names)}, multiplying confidence by ${denialFactor.toFixed(2)}`,
        ]),
    ...(retractedArticleCount === 0
      ? []
      : [`${pluralize(retractedArticleCount, 'retracted article')} not counted`]),
  ];
  const derived = `${formatStatus(status, confidence)}: ${parts.join('; ')}. Policy ${policy.version}.`;
  if (assessment === null) return derived;
  const { analyst, at, rationale } = assessment;
  const assessed = formatStatus(assessment.status, assessment.confidence ?? confidence);
  return `${assessed}, as assessed by ${analyst} on ${at.slice(0, 10)}: “${rationale}” Derived from the evidence: ${derived}`;
}

function formatStatus(status: ClaimStatus, confidence: number | null): string {
  return confidence === null
    ? `${status}, confidence unjudged`
    : `${status}, ${confidence} (${confidenceLevel(confidence)})`;
}

function describeOrigins(
  origins: readonly Origin[],
  noun: string,
  policy: Policy,
  names: EntityNames,
): string {
  const shown = origins.slice(0, MAX_ORIGINS_SHOWN).map((origin) => describeOrigin(origin, policy, names));
  const more = origins.length > MAX_ORIGINS_SHOWN ? [`and ${origins.length - MAX_ORIGINS_SHOWN} more`] : [];
  return `${pluralize(origins.length, noun)}: ${[...shown, ...more].join(' + ')}`;
}

function describeOrigin(origin: Origin, policy: Policy, names: EntityNames): string {
  const { strongest, stance, interested, citationIds } = origin;
  const { citation, genre, sourceName, reliability } = strongest;
  const speakerId = citation.assertedBy.at(-1);
  const speaker = speakerId === undefined ? 'own voice' : nameOrId(speakerId, names);
  const statement = stance === 'DENIES' ? 'denied' : MODALITY_PHRASES[citation.modality];
  const grades = [
    `reliability ${reliability}${policy.reliability[reliability] === null ? ' (unjudged)' : ''}`,
    `credibility ${citation.credibility}${policy.credibility[citation.credibility] === null ? ' (unjudged)' : ''}`,
  ];
  const weight = weightOf(strongest, policy);
  const weightText =
    stance === 'DENIES' ? [] : [weight === null ? 'no weight' : `weight ${weight.toFixed(2)}`];
  const duplicates = citationIds.length > 1 ? [`${citationIds.length} citations count as one`] : [];
  const interest = interested ? ['a party to the claim'] : [];
  const details = [
    statement,
    ...interest,
    `through ${sourceName} (${genre})`,
    ...grades,
    ...weightText,
    ...duplicates,
  ];
  return `${speaker} (${details.join(', ')})`;
}
