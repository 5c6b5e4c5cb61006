import {
  isAttribute,
  type Predicate,
  predicates,
  symmetricAmong,
  withNarrower,
} from '../../../domain/ontology.js';
import { strength } from '../../../domain/order.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Direction, TraversalFilter } from '../../store.js';
import { type Parameters, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { relationshipType } from '../schema/labels.js';
import { claimCondition, standingCondition } from './claim-filter.js';

/** A set of claims that lead on from an entity, `id`; those of a direction together hold each claim of the filter once for each end that it leads on from. */
export interface Arm {
  readonly match: string;
  /** Expressions over what was matched. */
  readonly claimId: string;
  readonly far: string;
  readonly confidence: string;
  /** Where the status is told by the relationship's type. */
  readonly type: string;
  readonly status: string;
}

export interface Arms {
  readonly arms: readonly Arm[];
  readonly parameters: Parameters;
}

/** `amongOthers`: only those that lead to one of the entities of the parameter `$others`. Throws STATUSES_REQUIRED. */
export function armsOf(
  direction: Direction,
  filter: TraversalFilter,
  moment: Moment,
  amongOthers = false,
): Arms {
  requireStatuses(filter.statuses);
  return moment === 'now'
    ? armsNow(direction, filter, amongOthers)
    : armsThen(direction, filter, amongOthers);
}

/** Along relationships: their types carry the status, so what the filter leaves out is never read. */
function armsNow(direction: Direction, filter: TraversalFilter, amongOthers: boolean): Arms {
  const patterns = patternsNow(direction, filter);
  const { condition, parameters } = linkCondition(filter);
  const arms = patterns.map((pattern) => ({
    match: `MATCH (near:Entity {id: id})${pattern}(far:Entity) ${where('far <> near', amongOthers ? 'far.id IN $others' : '', condition)}`,
    claimId: 'r.claimId',
    far: 'far.id',
    confidence: 'r.confidence',
    type: 'type(r)',
    status: 'null',
  }));
  return { arms, parameters };
}

/** The relationships `r` that lead on from an entity, as what stands between two nodes of a pattern. */
export function patternsNow(direction: Direction, filter: TraversalFilter): readonly string[] {
  const types = typesOf(filter, followed(filter));
  const symmetric = typesOf(filter, symmetricAmong(filter.predicates));
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
function armsThen(direction: Direction, filter: TraversalFilter, amongOthers: boolean): Arms {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const standing = standingCondition(filter);
  const { cypher, parameters } = claimCondition(filter, 'then');
  const symmetric = symmetricAmong(filter.predicates);
  const ends = [
    { near: own, far: other, more: '' },
    { near: other, far: own, more: direction === 'BOTH' ? '' : 'n.predicate IN $symmetric' },
  ].slice(0, direction === 'BOTH' || symmetric.length > 0 ? 2 : 1);
  const arms = ends.flatMap(({ near, far, more }) =>
    versionsOf('then').map(({ label, stood }) => ({
      match: `MATCH (n:${label('Claim')})
        ${where(`n.${near} = id`, "n.orderKey > ''", `n.${far} IS NOT NULL`, `n.${far} <> id`, amongOthers ? `n.${far} IN $others` : '', more, standing.cypher, cypher, stood('n'))}`,
      claimId: 'n.id',
      far: `n.${far}`,
      confidence: 'n.confidence',
      type: 'null',
      status: 'n.status',
    })),
  );
  return { arms, parameters: { ...parameters, ...standing.parameters, symmetric } };
}

/** What a filter asks of a relationship `r` besides its type. */
export function linkCondition({ minConfidence, during, includeUndated = false, statuses }: TraversalFilter): {
  readonly condition: string;
  readonly parameters: Parameters;
} {
  const held = claimCondition({ statuses, ...(during !== undefined && { during, includeUndated }) }, 'now');
  const conditions = [
    ...(minConfidence === undefined ? [] : ['r.confidence >= $minConfidence']),
    ...(held.cypher === '' ? [] : [`EXISTS { MATCH (n:Claim {id: r.claimId}) WHERE ${held.cypher} }`]),
  ];
  return { condition: conditions.join(' AND '), parameters: { ...held.parameters, minConfidence } };
}

/** The relationship types that a filter lets through, as a pattern names them. */
export const followedTypes = (filter: TraversalFilter): string => typesOf(filter, followed(filter));

/** How strong claims of each of these types are. */
export function strengthByType(filter: TraversalFilter): Readonly<Record<string, number>> {
  return Object.fromEntries(
    filter.statuses.flatMap((status) =>
      followed(filter).map((name) => [relationshipType(status, name), strength(status)]),
    ),
  );
}

function followed({ predicates: asked }: TraversalFilter): readonly Predicate[] {
  return (asked === undefined ? predicates : withNarrower(asked)).filter((name) => !isAttribute(name));
}

function typesOf({ statuses }: TraversalFilter, names: readonly Predicate[]): string {
  return statuses.flatMap((status) => names.map((name) => relationshipType(status, name))).join('|');
}
