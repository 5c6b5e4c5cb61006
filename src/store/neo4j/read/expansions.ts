import {
  isAttribute,
  type Predicate,
  predicates,
  symmetricPredicates,
  withNarrower,
} from '../../../domain/ontology.js';
import { statusRank } from '../../../domain/order.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { Direction, TraversalFilter } from '../../store.js';
import { type CypherParameters, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { relationshipType } from '../schema/labels.js';
import { claimCondition, statusCondition } from './claim-filter.js';

/** A set of claims that lead on from an entity, `id`; those of a direction together hold each claim of the filter once for each end that it leads on from. */
export interface Expansion {
  readonly match: string;
  /** Expressions over what was matched. */
  readonly claimId: string;
  readonly far: string;
  readonly confidence: string;
  /** Where the status is told by the relationship's type. */
  readonly type: string;
  readonly status: string;
}

export interface Expansions {
  readonly expansions: readonly Expansion[];
  readonly parameters: CypherParameters;
}

/** `amongOthers`: only those that lead to one of the entities of the parameter `$others`. Throws STATUSES_REQUIRED. */
export function expansionsOf(
  direction: Direction,
  filter: TraversalFilter,
  scope: Scope,
  toOthersOnly = false,
): Expansions {
  requireStatuses(filter.statuses);
  return scope === 'now'
    ? currentExpansions(direction, filter, toOthersOnly)
    : expansionsAsOf(direction, filter, toOthersOnly);
}

/** Along relationships: their types carry the status, so what the filter leaves out is never read. */
function currentExpansions(direction: Direction, filter: TraversalFilter, toOthersOnly: boolean): Expansions {
  const patterns = relationshipPatterns(direction, filter);
  const { condition, parameters } = relationshipCondition(filter);
  const expansions = patterns.map((pattern) => ({
    match: `MATCH (near:Entity {id: id})${pattern}(far:Entity) ${where('far <> near', toOthersOnly ? 'far.id IN $others' : '', condition)}`,
    claimId: 'r.claimId',
    far: 'far.id',
    confidence: 'r.confidence',
    type: 'type(r)',
    status: 'null',
  }));
  return { expansions, parameters };
}

/** The relationships `r` that lead on from an entity, as what stands between two nodes of a pattern. */
export function relationshipPatterns(direction: Direction, filter: TraversalFilter): readonly string[] {
  const types = typeAlternatives(filter, followedPredicates(filter));
  const symmetric = typeAlternatives(filter, symmetricPredicates(filter.predicates));
  const [out, back] = [(of: string) => `-[r:${of}]->`, (of: string) => `<-[r:${of}]-`];
  const patterns = {
    OUT: [out(types), back(symmetric)],
    IN: [back(types), out(symmetric)],
    BOTH: [`-[r:${types}]-`],
  }[direction];
  // A pattern without a type would take any.
  return patterns.filter((pattern) => !pattern.includes('[r:]'));
}

/** Of earlier moments only claims are kept, and no relationships. */
function expansionsAsOf(direction: Direction, filter: TraversalFilter, toOthersOnly: boolean): Expansions {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const standing = statusCondition(filter);
  const { cypher, parameters } = claimCondition(filter, 'asOf');
  const symmetric = symmetricPredicates(filter.predicates);
  const ends = [
    { near: own, far: other, more: '' },
    { near: other, far: own, more: direction === 'BOTH' ? '' : 'n.predicate IN $symmetric' },
  ].slice(0, direction === 'BOTH' || symmetric.length > 0 ? 2 : 1);
  const expansions = ends.flatMap(({ near, far, more }) =>
    versionsOf('asOf').map(({ label, validAt }) => ({
      match: `MATCH (n:${label('Claim')})
        ${where(`n.${near} = id`, "n.orderKey > ''", `n.${far} IS NOT NULL`, `n.${far} <> id`, toOthersOnly ? `n.${far} IN $others` : '', more, standing.cypher, cypher, validAt('n'))}`,
      claimId: 'n.id',
      far: `n.${far}`,
      confidence: 'n.confidence',
      type: 'null',
      status: 'n.status',
    })),
  );
  return { expansions, parameters: { ...parameters, ...standing.parameters, symmetric } };
}

/** What a filter asks of a relationship `r` besides its type. */
export function relationshipCondition({
  minConfidence,
  during,
  includeUndated = false,
  statuses,
}: TraversalFilter): {
  readonly condition: string;
  readonly parameters: CypherParameters;
} {
  const held = claimCondition({ statuses, ...(during !== undefined && { during, includeUndated }) }, 'now');
  const conditions = [
    ...(minConfidence === undefined ? [] : ['r.confidence >= $minConfidence']),
    ...(held.cypher === '' ? [] : [`EXISTS { MATCH (n:Claim {id: r.claimId}) WHERE ${held.cypher} }`]),
  ];
  return { condition: conditions.join(' AND '), parameters: { ...held.parameters, minConfidence } };
}

/** The relationship types that a filter lets through, as a pattern names them. */
export const relationshipTypes = (filter: TraversalFilter): string =>
  typeAlternatives(filter, followedPredicates(filter));

/** How strong claims of each of these types are. */
export function statusRankByType(filter: TraversalFilter): Readonly<Record<string, number>> {
  return Object.fromEntries(
    filter.statuses.flatMap((status) =>
      followedPredicates(filter).map((name) => [relationshipType(status, name), statusRank(status)]),
    ),
  );
}

function followedPredicates({ predicates: asked }: TraversalFilter): readonly Predicate[] {
  return (asked === undefined ? predicates : withNarrower(asked)).filter((name) => !isAttribute(name));
}

function typeAlternatives({ statuses }: TraversalFilter, names: readonly Predicate[]): string {
  return statuses.flatMap((status) => names.map((name) => relationshipType(status, name))).join('|');
}
