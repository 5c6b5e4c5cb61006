import type { Evidence } from '../derivation/evidence.js';
import { withoutEchoes } from '../derivation/origins.js';
import { parseEdtf } from '../edtf.js';
import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import {
  type EntityKind,
  type Predicate,
  type PredicateDefinition,
  predicateDefinition,
  predicates,
} from '../ontology.js';
import { compareClaims, hasLiveSupport } from '../order.js';
import type { Claim, Value } from '../records.js';
import { validitySpan } from '../time-span.js';
import { verbalizePredicate, verbalizeProposition, verbalizeSpeakers } from './verbalize.js';

export const CONTRADICTION_KINDS = {
  SUPPORTED_AND_DENIED: 'Live evidence both supports and denies one claim.',
  FIGURES:
    'Claims give one subject figures or dates that do not overlap, such as 7 killed and 145 killed. At least 7 and exactly 9 can both be true, and so can 2031-04 and 2031-04-11. A date that its source calls approximate or uncertain contradicts no other date.',
  FUNCTIONAL:
    'Claims give one subject different outcomes by a predicate that allows only one (`functional` in the ontology), such as FOILED and CARRIED_OUT.',
} as const;
export type ContradictionKind = keyof typeof CONTRADICTION_KINDS;
export const contradictionKinds = Object.keys(CONTRADICTION_KINDS) as ContradictionKind[];

/** What cannot be true at once: one claim for and against, or two and more claims of one subject and predicate. */
export interface Contradiction {
  readonly kind: ContradictionKind;
  readonly subjectId: string;
  readonly predicate: Predicate;
  /** Strongest first. */
  readonly claims: readonly Claim[];
}

/** Values of which one may lie within another. */
const RANGE_VALUE_TYPES: readonly unknown[] = ['COUNT', 'YEARS', 'DATE'];

/** The predicates by which claims of one subject can contradict each other, in the order of the ontology. */
export function predicatesOfKind(kind: Exclude<ContradictionKind, 'SUPPORTED_AND_DENIED'>): Predicate[] {
  return predicates.filter((name) => {
    const { functional, range } = predicateDefinition(name);
    return functional !== undefined && RANGE_VALUE_TYPES.includes(range) === (kind === 'FIGURES');
  });
}

export function contradictionOfContested(claim: Claim): Contradiction {
  const { subjectId, predicate } = claim;
  return { kind: 'SUPPORTED_AND_DENIED', subjectId, predicate, claims: [claim] };
}

/**
 * What among claims of one subject cannot all be true, in the order of the ontology: by each functional predicate, the claims that another
 * one of them excludes. Claims without live support take no part: what nobody says contradicts nothing. Order of input never matters.
 */
export function detectContradictions(claims: readonly Claim[], subjectKind: EntityKind): Contradiction[] {
  return predicates.flatMap((predicate) => {
    const definition = predicateDefinition(predicate);
    if (!definition.functional?.includes(subjectKind)) return [];
    const own = claims.filter((claim) => claim.predicate === predicate && hasLiveSupport(claim));
    const excluding = own.filter((one) => own.some((other) => areExclusive(one, other))).sort(compareClaims);
    const [first] = excluding;
    return first === undefined
      ? []
      : [{ kind: contradictionKindOf(definition), subjectId: first.subjectId, predicate, claims: excluding }];
  });
}

function contradictionKindOf({ range }: PredicateDefinition): ContradictionKind {
  return RANGE_VALUE_TYPES.includes(range) ? 'FIGURES' : 'FUNCTIONAL';
}

/** Whether two claims of one subject and one functional predicate cannot both be true. */
function areExclusive(one: Claim, other: Claim): boolean {
  return !valuesOverlap(one, other) && validityOverlaps(one, other);
}

function valuesOverlap(one: Claim, other: Claim): boolean {
  if (one.value === null || other.value === null) return one.objectId === other.objectId;
  const a = valueBounds(one.value);
  const b = valueBounds(other.value);
  if (a === null || b === null) return sameOutcome(one.value, other.value);
  return a.least <= b.most && b.least <= a.most;
}

function sameOutcome(one: Value, other: Value): boolean {
  return one.type === 'OUTCOME' && other.type === 'OUTCOME' && one.outcome === other.outcome;
}

/** Two figures of different times, such as tolls as of two days, can both be true. */
function validityOverlaps(one: Claim, other: Claim): boolean {
  if (one.validity.length === 0 || other.validity.length === 0) return true;
  const spans = other.validity.map((validity) => validitySpan(validity).possible);
  return one.validity
    .map((validity) => validitySpan(validity).possible)
    .some(({ start, end }) => spans.some((span) => start <= span.end && span.start <= end));
}

/** The least and the most that a value may be; null where it is not of a kind that has such. */
function valueBounds(value: Value): { least: number; most: number } | null {
  if (value.type === 'OUTCOME') return null;
  if (value.type === 'DATE') return dateBounds(value.edtf);
  return {
    least: value.min ?? Number.NEGATIVE_INFINITY,
    most: value.max ?? Number.POSITIVE_INFINITY,
  };
}

/** A date that its own source qualifies (2015~, 2015?) leaves open how far off it is. */
function dateBounds(edtf: string): { least: number; most: number } {
  const { earliest, latest } = parseEdtf(edtf);
  const open = /[~?%]/.test(edtf);
  return {
    least: open ? Number.NEGATIVE_INFINITY : (earliest ?? Number.NEGATIVE_INFINITY),
    most: open ? Number.POSITIVE_INFINITY : (latest ?? Number.POSITIVE_INFINITY),
  };
}

/** More claims than this are counted and not told. */
const MAX_CLAIMS_SHOWN = 5;

/** What cannot be true at once, and who says which. `evidence` is that of each claim, by its id. */
export function verbalizeContradiction(
  { kind, subjectId, claims }: Contradiction,
  evidence: ReadonlyMap<string, readonly Evidence[]>,
  names: EntityNames,
): string {
  const live = (claim: Claim, stance: 'SUPPORTS' | 'DENIES') =>
    (evidence.get(claim.id) ?? []).filter((one) => one.live && one.citation.stance === stance);
  const [first] = claims;
  if (kind === 'SUPPORTED_AND_DENIED' && first !== undefined) {
    const said = verbalizeProposition(first, names);
    // An echo is no voice of its own.
    const support = verbalizeSpeakers(withoutEchoes(live(first, 'SUPPORTS')), names);
    const denial = verbalizeSpeakers(live(first, 'DENIES'), names);
    return `It cannot be both true and false that ${said} (${first.status}): supported by ${support}; denied by ${denial}.`;
  }
  const told = claims
    .slice(0, MAX_CLAIMS_SHOWN)
    .map(
      (claim) =>
        `${verbalizePredicate(claim, names)} (${claim.status}, by ${verbalizeSpeakers(withoutEchoes(live(claim, 'SUPPORTS')), names)})`,
    );
  if (claims.length > MAX_CLAIMS_SHOWN) told.push(`${claims.length - MAX_CLAIMS_SHOWN} more`);
  return `${nameOrId(subjectId, names)}: ${joinWords(told, 'and')} cannot ${claims.length === 2 ? 'both' : 'all'} be true.`;
}
