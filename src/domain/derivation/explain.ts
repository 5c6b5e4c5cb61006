import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import { pluralize } from '../pluralize.js';
import { type Assessment, type ClaimStatus, type Modality, modalities } from '../records.js';
import { overlaps, validitySpan } from '../time-span.js';
import { type Derivation, periodsOf } from './derive.js';
import { isDatedAssessment, sameEffectiveStatus } from './effective-status.js';
import type { Evidence } from './evidence.js';
import { listPeriods, verbalizeSpan } from './list-periods.js';
import { type Origin, type OriginReason, weightOf } from './origins.js';
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

const REASON_PHRASES: Record<OriginReason['kind'], string> = {
  SAME_SOURCE: 'one source',
  SAME_OWNER: 'owners with one voice',
  SAME_ROOT: 'one original',
  SAME_SPEAKER: 'speakers with one voice',
  SAME_TEXT: 'nearly the same text',
  SAME_VOICE: 'an owner and a speaker with one voice',
};

/** Further origins and periods are only counted. */
const MAX_ORIGINS_SHOWN = 5;
const MAX_PERIODS_SHOWN = 6;

/** Ids of the speakers that an explanation names, and of their voices. Look up their names and pass them to `explain`. */
export function speakerIdsOf({ origins }: Derivation): string[] {
  const ids = origins.flatMap(({ firmest: { citation, voices } }) => [
    ...citation.assertedBy.slice(-1),
    ...voices.speaker,
  ]);
  return [...new Set(ids)];
}

/**
 * Explains the status and confidence of a claim in one line that an analyst can check and paste into a report. Names the firmest
 * citation of each origin, because the status follows from it:
 *
 * `ALLEGED, 34 (MEDIUM): 1 independent origin: police (accused by authorities, through courier (NEWS), reliability C,
 * credibility 3, weight 0.34). Policy 2.`
 *
 * Of a claim with dates it says in which period it has this status, and which it has in others.
 *
 * @param derivation of all time, or of a window (`deriveInWindow`).
 * @param names names of the entities in `speakerIdsOf(derivation)`; an unnamed entity appears with its id.
 * @param assessment the assessment that decides the status. The line then starts with it.
 */
export function explain(
  derivation: Derivation,
  names: EntityNames = new Map(),
  assessment: Assessment | null = null,
): string {
  const { status, confidence, origins, policy } = derivation;
  const isJudgeable = origins.some(({ stance }) => stance === 'SUPPORTS');
  const derived = `${formatStatus(status, confidence, isJudgeable)}${describePeriod(derivation)}: ${describeEvidence(derivation, names)}. Policy ${policy.version}.${describePeriods(derivation)}`;
  if (assessment === null) return derived;
  const { analyst, at, rationale, validFrom, validTo } = assessment;
  const assessed = formatStatus(assessment.status, assessment.confidence ?? confidence, isJudgeable);
  const period = isDatedAssessment(assessment)
    ? ` ${verbalizeSpan(validitySpan({ from: validFrom, to: validTo }).known)}`
    : '';
  return `${assessed}${period}, as assessed by ${analyst} on ${at.slice(0, 10)}: “${rationale}” Derived from the evidence: ${derived}`;
}

function describeEvidence(
  { status, confidence, origins, denialFactor, retractedArticleCount, policy }: Derivation,
  names: EntityNames,
): string {
  const support = firmestFirst(origins.filter(({ stance }) => stance === 'SUPPORTS'));
  const denials = firmestFirst(origins.filter(({ stance }) => stance === 'DENIES'));
  const parts = [
    support.length === 0 ? 'no live support' : describeOrigins(support, 'independent origin', policy, names),
    ...(denials.length === 0
      ? []
      : [
          [
            describeOrigins(denials, 'denying origin', policy, names),
            ...(status === 'DENIED' && support.length > 0
              ? ['which wins over support without a ruling']
              : []),
            ...(confidence === null ? [] : [`multiplying confidence by ${denialFactor.toFixed(2)}`]),
          ].join(', '),
        ]),
    ...(retractedArticleCount === 0
      ? []
      : [`${pluralize(retractedArticleCount, 'retracted article')} not counted`]),
  ];
  return parts.join('; ');
}

/** The period that the judgement is about: ` in 2031`. Empty if it holds at all times. */
function describePeriod(derivation: Derivation): string {
  const { period } = derivation;
  if (period === null) return '';
  const listed = listDerivedPeriods(derivation).find(
    (one) => overlaps(one, period) && sameEffectiveStatus(one, derivation),
  );
  return ` ${verbalizeSpan(listed ?? period)}`;
}

/** The status in each period, if there are several: ` By time: in 2031 REPORTED, 60 (MEDIUM); from 2032 on possibly ALLEGED, 30 (MEDIUM).` */
function describePeriods(derivation: Derivation): string {
  const periods = listDerivedPeriods(derivation);
  if (periods.length < 2) return '';
  const shown = periods.slice(0, MAX_PERIODS_SHOWN).map((one) => {
    const isJudgeable = one.status !== 'DENIED' && one.status !== 'RETRACTED';
    return `${verbalizeSpan(one)} ${one.known ? '' : 'possibly '}${formatStatus(one.status, one.confidence, isJudgeable)}`;
  });
  const more = periods.length - shown.length;
  return ` By time: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ')}.`;
}

const listDerivedPeriods = (derivation: Derivation) =>
  listPeriods({ ...derivation, periods: periodsOf(derivation) });

function formatStatus(status: ClaimStatus, confidence: number | null, isJudgeable: boolean): string {
  if (confidence !== null) return `${status}, ${confidence} (${confidenceLevel(confidence)})`;
  return isJudgeable ? `${status}, unjudged` : status;
}

/** The order in which origins decide a status: by modality, parties to the claim last among denials. Otherwise the given order. */
function firmestFirst(origins: readonly Origin[]): Origin[] {
  const rank = ({ stance, firmest: { citation }, interested }: Origin): number =>
    stance === 'SUPPORTS'
      ? modalities.indexOf(citation.modality)
      : 2 * Number(interested) + Number(citation.modality !== 'ADJUDICATED');
  return origins.toSorted((a, b) => rank(a) - rank(b));
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
  const { firmest, strongest, stance, interested, citationIds, reasons } = origin;
  const interest = interested ? ['a party to the claim'] : [];
  const kinds = [...new Set(reasons.map(({ kind }) => REASON_PHRASES[kind]))];
  const why = kinds.length === 0 ? '' : ` (${joinWords(kinds, 'and')})`;
  const duplicates = citationIds.length > 1 ? [`${citationIds.length} citations count as one${why}`] : [];
  const heavier =
    stance === 'SUPPORTS' && origin.weight !== null && origin.weight !== weightOf(firmest, policy)
      ? [`its weight is that of another: ${describeCitation(strongest, policy).join(', ')}`]
      : [];
  const [statement = '', ...grades] = describeCitation(firmest, policy);
  return `${describeSpeaker(firmest, names)} (${[statement, ...interest, ...grades, ...duplicates, ...heavier].join(', ')})`;
}

/** `Vesk Ministry for Vesk`: the last speaker, and whose voice it has if that is not its own. */
function describeSpeaker({ citation, voices }: Evidence, names: EntityNames): string {
  const id = citation.assertedBy.at(-1);
  if (id === undefined) return 'own voice';
  const others = voices.speaker.filter((voice) => voice !== id).map((voice) => nameOrId(voice, names));
  return `${nameOrId(id, names)}${others.length === 0 ? '' : ` for ${joinWords(others, 'and')}`}`;
}

function describeCitation(evidence: Evidence, policy: Policy): string[] {
  const { citation, genre, sourceName, reliability } = evidence;
  const weight = weightOf(evidence, policy);
  return [
    citation.stance === 'DENIES' ? denialPhrase(citation.modality) : MODALITY_PHRASES[citation.modality],
    `through ${sourceName} (${genre})`,
    `reliability ${reliability}${policy.reliability[reliability] === null ? ' (unjudged)' : ''}`,
    `credibility ${citation.credibility}${policy.credibility[citation.credibility] === null ? ' (unjudged)' : ''}`,
    ...(citation.stance === 'DENIES' ? [] : [weight === null ? 'no weight' : `weight ${weight.toFixed(2)}`]),
  ];
}

const denialPhrase = (modality: Modality): string =>
  modality === 'ADJUDICATED' ? 'a court found not' : 'denied';
