import { type Evidence, possibleSpan } from '../derivation/evidence.js';
import { verbalizeSpan } from '../derivation/list-periods.js';
import { withoutEchoes } from '../derivation/origins.js';
import { ALL_TIME, elementarySpans, mergeNeighbors, statusDuring } from '../derivation/periods.js';
import { parseEdtf } from '../edtf.js';
import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import {
  areCompatibleTerms,
  type EntityKind,
  type Predicate,
  type PredicateDefinition,
  predicateDefinition,
  predicates,
} from '../ontology.js';
import { compareClaims, hasLiveSupport } from '../order.js';
import { pluralize } from '../pluralize.js';
import type { Claim, Stance, Value } from '../records.js';
import { overlaps, type TimeSpan, validitySpan } from '../time-span.js';
import { mayBeOnePlace } from '../values/coordinates.js';
import { figuresAgree } from '../values/quantity.js';
import { verbalizePredicate, verbalizeProposition, verbalizeSpeakers } from './verbalize.js';

export const CONTRADICTION_KINDS = {
  SUPPORTED_AND_DENIED: 'Live evidence both supports and denies one claim.',
  FIGURES:
    'Claims give one subject figures or dates that do not overlap, such as 7 killed and 145 killed. At least 7 and exactly 9 can both be true, and so can 2031-04 and 2031-04-11. A date that its source calls approximate or uncertain contradicts no other date. Figures of different people (`of`) do not contradict each other, unless a part exceeds the whole.',
  FUNCTIONAL:
    'Claims give one subject different terms by a predicate that allows only one (`functional` in the ontology), such as the outcomes FOILED and CARRIED_OUT. A term and a broader one, such as FAILED and ATTEMPTED, can both be true.',
} as const;
export type ContradictionKind = keyof typeof CONTRADICTION_KINDS;
export const contradictionKinds = Object.keys(CONTRADICTION_KINDS) as ContradictionKind[];

/** Claims that cannot all be true: one claim that is supported and denied, or several claims with the same subject and predicate. */
export interface Contradiction {
  readonly kind: ContradictionKind;
  readonly subjectId: string;
  readonly predicate: Predicate;
  /** Strongest first. */
  readonly claims: readonly Claim[];
}

/** Value types that are ranges or places and can overlap. */
const RANGE_VALUE_TYPES: readonly unknown[] = ['COUNT', 'YEARS', 'DATE', 'COORDINATES'];

/** The predicates by which claims about one subject can contradict each other, in the order of the ontology. */
export function predicatesOfKind(kind: Exclude<ContradictionKind, 'SUPPORTED_AND_DENIED'>): Predicate[] {
  return predicates.filter((name) => {
    const { functional, range } = predicateDefinition(name);
    return functional !== undefined && RANGE_VALUE_TYPES.includes(range) === (kind === 'FIGURES');
  });
}

/** The contradiction of a claim that live evidence both supports and denies. */
export function contradictionOfContested(claim: Claim): Contradiction {
  const { subjectId, predicate } = claim;
  return { kind: 'SUPPORTED_AND_DENIED', subjectId, predicate, claims: [claim] };
}

/**
 * Finds the contradictions among claims about one subject: for each functional predicate, the claims that exclude a different
 * claim. Claims without live support are ignored. Returns contradictions in the order of the ontology; the order of the input
 * does not matter.
 */
export function detectContradictions(claims: readonly Claim[], subjectKind: EntityKind): Contradiction[] {
  return predicates.flatMap((predicate) => {
    const definition = predicateDefinition(predicate);
    if (!definition.functional?.includes(subjectKind)) return [];
    const candidates = claims.filter((claim) => claim.predicate === predicate && hasLiveSupport(claim));
    const excluding = candidates
      .filter((one) => candidates.some((other) => areExclusive(one, other)))
      .sort(compareClaims);
    const [first] = excluding;
    return first === undefined
      ? []
      : [{ kind: contradictionKindOf(definition), subjectId: first.subjectId, predicate, claims: excluding }];
  });
}

function contradictionKindOf({ range }: PredicateDefinition): ContradictionKind {
  return RANGE_VALUE_TYPES.includes(range) ? 'FIGURES' : 'FUNCTIONAL';
}

/** True if two claims with the same subject and functional predicate cannot both be true. */
function areExclusive(one: Claim, other: Claim): boolean {
  return !valuesOverlap(one, other) && validityOverlaps(one, other);
}

function valuesOverlap(one: Claim, other: Claim): boolean {
  if (one.value === null || other.value === null) return one.objectId === other.objectId;
  return valuesAgree(one.value, other.value);
}

/** True if both values can be true of one subject. */
function valuesAgree(one: Value, other: Value): boolean {
  if ('min' in one && 'min' in other) return figuresAgree(one, other);
  if ('edtf' in one && 'edtf' in other) return datesAgree(one.edtf, other.edtf);
  if ('latitude' in one && 'latitude' in other) return mayBeOnePlace(one, other);
  return 'term' in one && 'term' in other && areCompatibleTerms(one.type, one.term, other.term);
}

function datesAgree(one: string, other: string): boolean {
  const [a, b] = [dateBounds(one), dateBounds(other)];
  return a.min <= b.max && b.min <= a.max;
}

/** Figures for different periods, such as death tolls of two days, can both be true. */
function validityOverlaps(one: Claim, other: Claim): boolean {
  const spans = supportedSpans(other);
  return supportedSpans(one).some((span) => spans.some((another) => overlaps(span, another)));
}

/** When live support says that a claim held. The periods of an assessed claim do not tell support from the analyst's status. */
function supportedSpans({ validity, periods, assessmentId }: Claim): readonly TimeSpan[] {
  if (assessmentId === null && periods.length > 0)
    return periods.filter(({ possible }) => possible.status !== 'DENIED');
  return validity.length === 0 ? [ALL_TIME] : validity.map((one) => validitySpan(one).possible);
}

/** An approximate or uncertain date (2015~, 2015?) has no bounds, because nobody says how far off it may be. */
function dateBounds(edtf: string): { min: number; max: number } {
  const { earliest, latest } = parseEdtf(edtf);
  const qualified = /[~?%]/.test(edtf);
  return {
    min: qualified ? Number.NEGATIVE_INFINITY : (earliest ?? Number.NEGATIVE_INFINITY),
    max: qualified ? Number.POSITIVE_INFINITY : (latest ?? Number.POSITIVE_INFINITY),
  };
}

/** Further claims are only counted. */
const MAX_CLAIMS_SHOWN = 5;

/**
 * Describes a contradiction, with speakers, in one sentence:
 * `Bridge attack: KILLED 7 (REPORTED, by wire) and KILLED 145 (ALLEGED, by herald) cannot both be true.`
 *
 * @param evidence the evidence of each claim, by claim id.
 * @param names names of the entities in `mentionedEntityIds`; an unnamed entity appears with its id.
 */
export function verbalizeContradiction(
  { kind, subjectId, claims }: Contradiction,
  evidence: ReadonlyMap<string, readonly Evidence[]>,
  names: EntityNames,
): string {
  const [first] = claims;
  if (kind === 'SUPPORTED_AND_DENIED' && first !== undefined)
    return verbalizeContested(first, evidence.get(first.id) ?? [], names);
  const support = (claim: Claim) => liveEvidence(evidence.get(claim.id) ?? [], 'SUPPORTS');
  const shown = claims
    .slice(0, MAX_CLAIMS_SHOWN)
    .map(
      (claim) =>
        `${verbalizePredicate(claim, names)} (${claim.status}, by ${verbalizeSpeakers(withoutEchoes(support(claim)), names)})`,
    );
  if (claims.length > MAX_CLAIMS_SHOWN) shown.push(`${claims.length - MAX_CLAIMS_SHOWN} more`);
  return `${nameOrId(subjectId, names)}: ${joinWords(shown, 'and')} cannot ${claims.length === 2 ? 'both' : 'all'} be true.`;
}

const liveEvidence = (evidence: readonly Evidence[], stance: Stance): Evidence[] =>
  evidence.filter((one) => one.live && one.citation.stance === stance);

/** Names only evidence of the first time that is both supported and denied, and the status of that time. */
function verbalizeContested(claim: Claim, evidence: readonly Evidence[], names: EntityNames): string {
  const [period = ALL_TIME, ...others] = contestedSpans(evidence);
  const then = evidence.filter((one) => overlaps(possibleSpan(one), period));
  const support = verbalizeSpeakers(withoutEchoes(liveEvidence(then, 'SUPPORTS')), names);
  const denial = verbalizeSpeakers(liveEvidence(then, 'DENIES'), names);
  const isDated = claim.periods.length > 0;
  const status = isDated ? (statusDuring(claim, period, true)?.status ?? claim.status) : claim.status;
  const when = isDated && period !== ALL_TIME ? ` ${verbalizeSpan(period)}` : '';
  const more = others.length === 0 ? '' : ` The same is so at ${pluralize(others.length, 'other time')}.`;
  return `It cannot be both true and false${when} that ${verbalizeProposition(claim, names)} (${status}): supported by ${support}; denied by ${denial}.${more}`;
}

/** The times for which live evidence both supports and denies a claim. */
function contestedSpans(evidence: readonly Evidence[]): readonly TimeSpan[] {
  const live = evidence.filter((one) => one.live);
  const isContested = (span: TimeSpan) => {
    const then = live.filter((one) => overlaps(possibleSpan(one), span));
    return new Set(then.map(({ citation }) => citation.stance)).size > 1;
  };
  return mergeNeighbors(elementarySpans(live.map(possibleSpan)).filter(isContested), () => true);
}
