import {
  isAttribute,
  type Predicate,
  predicates,
  symmetricPredicates,
  withNarrower,
} from '../../../domain/ontology.js';
import { type ClaimStatus, statuses } from '../../../domain/records.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { confidenceKeys } from '../../read/recheck-filter.js';
import type { Scope } from '../../read/scope.js';
import type { Direction, TraversalFilter } from '../../store.js';
import { anyOf, type CypherParameters, where } from '../connection/cypher.js';
import { anyVersionOf } from '../schema/as-of.js';
import { EVIDENCE_TYPES_AT_ENTITIES, relationshipType, statusRankOfType } from '../schema/labels.js';
import { claimCondition, confidenceKeyOf, inKeyBounds } from './claim-filter.js';
import {
  firstInSpan,
  isDatedInWindow,
  periodLists,
  selectClaims,
  strengthCondition,
  windowParameters,
} from './claim-window.js';

/** A set of claims that lead away from the entity `id`. The sets of a direction hold each claim once for each end that it leads away from. */
interface Expansion {
  readonly match: string;
  /** Expressions over the match. */
  readonly claimId: string;
  readonly far: string;
  /** See `strengthOf`. Null if type and confidence of a relationship say it. */
  readonly strength: string;
  readonly type: string;
  readonly confidence: string;
}

export interface Expansions {
  readonly expansions: readonly Expansion[];
  readonly parameters: CypherParameters;
}

/** `toOthersOnly`: only claims that lead to one of the entities in the parameter `$others`. */
export function expansionsOf(
  scope: Scope,
  direction: Direction,
  filter: TraversalFilter,
  toOthersOnly = false,
): Expansions {
  return scope === 'now'
    ? currentExpansions(direction, filter, toOthersOnly)
    : expansionsAsOf(direction, filter, toOthersOnly);
}

/** Follows relationships: their types carry the status, so excluded claims are never read. */
function currentExpansions(direction: Direction, filter: TraversalFilter, toOthersOnly: boolean): Expansions {
  const shown = relationshipSelection(filter);
  const expansions = relationshipPatterns(direction, filter).map((pattern) => ({
    match: `MATCH (near:Entity {id: id})${pattern}(far:Entity) ${where('far <> near', toOthersOnly ? 'far.id IN $others' : '', shown.condition)} ${shown.inWindow}`,
    claimId: 'r.claimId',
    far: 'far.id',
    ...(filter.during === undefined
      ? { strength: 'null', type: 'type(r)', confidence: 'r.confidence' }
      : { strength: 'strength', type: 'null', confidence: 'null' }),
  }));
  return { expansions, parameters: shown.parameters };
}

/** Patterns of the relationships `r` that lead away from an entity. */
export function relationshipPatterns(direction: Direction, filter: TraversalFilter): readonly string[] {
  const types = relationshipTypes(filter);
  const symmetric = typeAlternatives(filter, symmetricPredicates(filter.predicates));
  const [out, back] = [(of: string) => `-[r:${of}]->`, (of: string) => `<-[r:${of}]-`];
  const patterns = {
    OUT: [out(types), back(symmetric)],
    IN: [back(types), out(symmetric)],
    BOTH: [`-[r:${types}]-`],
  }[direction];
  // A pattern without a type would match any relationship.
  return patterns.filter((pattern) => !pattern.includes('[r:]'));
}

/** Archived versions of claims have no relationships. */
function expansionsAsOf(direction: Direction, filter: TraversalFilter, toOthersOnly: boolean): Expansions {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const symmetric = symmetricPredicates(filter.predicates);
  const ends = [
    { near: own, far: other, more: '' },
    { near: other, far: own, more: direction === 'BOTH' ? '' : 'n.predicate IN $symmetric' },
  ].slice(0, direction === 'BOTH' || symmetric.length > 0 ? 2 : 1);
  const { label, validAt } = anyVersionOf('asOf');
  const selections = ends.map(({ near, far, more }) => ({
    far: `n.${far}`,
    ...selectClaims(
      'asOf',
      filter,
      `MATCH (n:${label('Claim')})`,
      `n.${near} = id`,
      "n.orderKey > ''",
      `n.${far} IS NOT NULL`,
      `n.${far} <> id`,
      toOthersOnly ? `n.${far} IN $others` : '',
      more,
      validAt('n'),
    ),
  }));
  return {
    expansions: selections.map(({ cypher, far }) => ({
      match: cypher,
      claimId: 'n.id',
      far,
      strength: 'strength',
      type: 'null',
      confidence: 'null',
    })),
    parameters: { ...selections[0]?.parameters, symmetric },
  };
}

/**
 * Which relationships `r` between `near` and `far` a filter selects, besides by type. Without `during`: by a condition. With `during`: by
 * clauses after the match, which leave `near`, `far`, `r` and its `strength` in the window.
 */
export function relationshipSelection(filter: TraversalFilter): {
  readonly condition: string;
  readonly inWindow: string;
  readonly parameters: CypherParameters;
} {
  const { predicates: _, during, ...others } = filter;
  const own = claimCondition('now', others);
  const isChosen = own.cypher === '' ? '' : `EXISTS { MATCH (n:Claim {id: r.claimId}) WHERE ${own.cypher} }`;
  if (during === undefined) {
    const keys = confidenceKeys(filter);
    const isConfident = keys === null ? null : inKeyBounds(confidenceKeyOf('r'), keys);
    return {
      condition: [isConfident?.cypher ?? '', isChosen].filter((one) => one !== '').join(' AND '),
      inWindow: '',
      parameters: { ...own.parameters, ...isConfident?.parameters },
    };
  }
  const strength = strengthInWindow(filter);
  const shown = strengthCondition(filter, 'strength');
  const lists = periodLists('r', filter.includeUndated);
  // Bound to variables, so that each list is read once.
  return {
    condition: isChosen,
    inWindow: `WITH near, far, r, ${lists.starts} AS starts, ${lists.ends} AS ends, ${lists.strengths} AS strengths
      WITH near, far, r, ${strength} AS strength WHERE ${shown.cypher}`,
    parameters: { ...own.parameters, ...shown.parameters, ...windowParameters(filter) },
  };
}

/** The strength in the window of a relationship `r` between `near` and `far` with the lists of its periods; null if the window does not show it. */
function strengthInWindow({ includeUndated }: TraversalFilter): string {
  const lists = { starts: 'starts', ends: 'ends', strengths: 'strengths' };
  const happened = anyOf(
    ['near', 'far'].map((end) => `${end}.kind IN $eventKinds AND ${isDatedInWindow('now', end)}`),
  );
  return `CASE WHEN starts IS NOT NULL THEN ${firstInSpan(lists, lists.strengths)}
    WHEN ${includeUndated === true ? 'true' : happened} THEN ${OVERALL_STRENGTH} END`;
}

/** The strength of the relationship `r` over all time. */
export const OVERALL_STRENGTH = `${statusRankOfType('r')} * ${STATUS_STEP} + coalesce(100 - r.confidence, 101)`;

/**
 * The relationship types of a filter, as an expression in a pattern. Those of all statuses and predicates are named by what they are not:
 * to resolve hundreds of names takes the server longer than most searches.
 */
export const relationshipTypes = (filter: TraversalFilter): string =>
  filter.during !== undefined && filter.predicates === undefined
    ? EVIDENCE_TYPES_AT_ENTITIES.map((type) => `!${type}`).join('&')
    : typeAlternatives(filter, followedPredicates(filter));

function followedPredicates({ predicates: names }: TraversalFilter): readonly Predicate[] {
  return (names === undefined ? predicates : withNarrower(names)).filter((name) => !isAttribute(name));
}

/** Under `during` a relationship of any type counts: its status in the window may differ from that of all time. */
function typeAlternatives(filter: TraversalFilter, names: readonly Predicate[]): string {
  const followed: readonly ClaimStatus[] = filter.during === undefined ? filter.statuses : statuses;
  return followed.flatMap((status) => names.map((name) => relationshipType(status, name))).join('|');
}
