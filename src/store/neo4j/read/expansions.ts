import {
  isAttribute,
  type Predicate,
  predicates,
  symmetricPredicates,
  withNarrower,
} from '../../../domain/ontology.js';
import { statusRank } from '../../../domain/order.js';
import type { Scope } from '../../read/scope.js';
import type { Direction, TraversalFilter } from '../../store.js';
import { type CypherParameters, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { relationshipType } from '../schema/labels.js';
import { claimCondition, statusCondition } from './claim-filter.js';

/** A set of claims that lead away from the entity `id`. The sets of a direction hold each claim once for each end that it leads away from. */
interface Expansion {
  readonly match: string;
  /** Expressions over the match. */
  readonly claimId: string;
  readonly far: string;
  readonly confidence: string;
  /** The relationship's type, if it carries the status; otherwise `status` has it. */
  readonly type: string;
  readonly status: string;
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

/** Patterns of the relationships `r` that lead away from an entity. */
export function relationshipPatterns(direction: Direction, filter: TraversalFilter): readonly string[] {
  const types = typeAlternatives(filter, followedPredicates(filter));
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
  const status = statusCondition(filter);
  const { cypher, parameters } = claimCondition('asOf', filter);
  const symmetric = symmetricPredicates(filter.predicates);
  const ends = [
    { near: own, far: other, more: '' },
    { near: other, far: own, more: direction === 'BOTH' ? '' : 'n.predicate IN $symmetric' },
  ].slice(0, direction === 'BOTH' || symmetric.length > 0 ? 2 : 1);
  const expansions = ends.flatMap(({ near, far, more }) =>
    versionsOf('asOf').map(({ label, validAt }) => ({
      match: `MATCH (n:${label('Claim')})
        ${where(`n.${near} = id`, "n.orderKey > ''", `n.${far} IS NOT NULL`, `n.${far} <> id`, toOthersOnly ? `n.${far} IN $others` : '', more, status.cypher, cypher, validAt('n'))}`,
      claimId: 'n.id',
      far: `n.${far}`,
      confidence: 'n.confidence',
      type: 'null',
      status: 'n.status',
    })),
  );
  return { expansions, parameters: { ...parameters, ...status.parameters, symmetric } };
}

/** The conditions of a filter on a relationship `r`, except its type. */
export function relationshipCondition({
  minConfidence,
  during,
  includeUndated = false,
  statuses,
}: TraversalFilter): {
  readonly condition: string;
  readonly parameters: CypherParameters;
} {
  const held = claimCondition('now', {
    statuses,
    ...(during !== undefined && { during, includeUndated }),
  });
  const conditions = [
    ...(minConfidence === undefined ? [] : ['r.confidence >= $minConfidence']),
    ...(held.cypher === '' ? [] : [`EXISTS { MATCH (n:Claim {id: r.claimId}) WHERE ${held.cypher} }`]),
  ];
  return { condition: conditions.join(' AND '), parameters: { ...held.parameters, minConfidence } };
}

/** The relationship types of a filter, as alternatives in a pattern. */
export const relationshipTypes = (filter: TraversalFilter): string =>
  typeAlternatives(filter, followedPredicates(filter));

/** The status rank that each relationship type carries. */
export function statusRankByType(filter: TraversalFilter): Readonly<Record<string, number>> {
  return Object.fromEntries(
    filter.statuses.flatMap((status) =>
      followedPredicates(filter).map((name) => [relationshipType(status, name), statusRank(status)]),
    ),
  );
}

function followedPredicates({ predicates: names }: TraversalFilter): readonly Predicate[] {
  return (names === undefined ? predicates : withNarrower(names)).filter((name) => !isAttribute(name));
}

function typeAlternatives({ statuses }: TraversalFilter, names: readonly Predicate[]): string {
  return statuses.flatMap((status) => names.map((name) => relationshipType(status, name))).join('|');
}
