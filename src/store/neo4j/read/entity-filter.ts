import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, ClaimOfEntity, EntityFilter, EntityOrder } from '../../store.js';
import { allOf, anyOf, type Condition, conditionOf } from '../connection/cypher.js';
import { anyVersionOf } from '../schema/as-of.js';
import { selectClaims } from './claim-window.js';
import type { RankedList } from './list-query.js';

/** The condition that the entity `owner` has the claims of a filter. */
export const entityCondition = (scope: Scope, { having = [] }: EntityFilter): Condition =>
  allOf(having.map((claim, index) => renameParameters(hasClaim(scope, claim), `having${index}_`)));

const END_PROPERTIES = {
  SUBJECT: ['subjectId'],
  OBJECT: ['objectId'],
  EITHER: ['subjectId', 'objectId'],
} as const;

function hasClaim(scope: Scope, { end, filter }: ClaimOfEntity): Condition {
  const selections = END_PROPERTIES[end].map((property) =>
    claimsAt(scope, filter, `n.${property} = owner.id`),
  );
  return conditionOf(
    anyOf(selections.map(({ cypher }) => `EXISTS { ${cypher} RETURN n }`)),
    selections[0]?.parameters,
  );
}

/** The claims `n` of a filter at an end of the entity `owner`. */
function claimsAt(scope: Scope, filter: ClaimFilter, ...end: readonly string[]): Condition {
  const { label, validAt } = anyVersionOf(scope);
  // An index of two properties is used only if the statement names both.
  return selectClaims(scope, filter, `MATCH (n:${label('Claim')})`, ...end, "n.orderKey > ''", validAt('n'));
}

/** Conditions on different claims in one statement need parameters of their own. All read as of one time. */
function renameParameters({ cypher, parameters }: Condition, prefix: string): Condition {
  return conditionOf(
    cypher.replace(/\$(?!asOf\b)(\w+)/g, `$$${prefix}$1`),
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`${prefix}${name}`, value])),
  );
}

/** Outside of the range of `Date`, so that records without a date are last. */
const BEFORE_ALL = -8.64e15 - 1;
const AFTER_ALL = 8.64e15 + 1;

export function rankedEntities(
  scope: Scope,
  filter: EntityFilter,
  order: Exclude<EntityOrder, 'ID' | 'NAME'>,
): RankedList {
  const { kinds, rankedBy } = filter;
  if (rankedBy === undefined) throw new Error(`the order ${order} of entities needs rankedBy`);
  const ofKinds =
    kinds === undefined ? [] : [conditionOf('owner.kind IN $kindsOfList', { kindsOfList: kinds })];
  const condition = allOf([...ofKinds, entityCondition(scope, filter)]);
  const list = { scope, record: 'Entity', condition } as const;
  switch (order) {
    case 'MOST_CLAIMS':
      return { ...list, rank: minusClaims(scope, rankedBy) };
    case 'OLDEST':
      return { ...list, rank: firstDate(scope, rankedBy, AFTER_ALL), isTime: true };
    case 'NEWEST':
      return { ...list, rank: firstDate(scope, rankedBy, BEFORE_ALL), isTime: true, backwards: true };
  }
}

/** The number of claims of a filter about the entity, as a negative number: the most come first. */
function minusClaims(scope: Scope, filter: ClaimFilter): Condition {
  // A claim of an entity about itself counts once.
  const ends = [['n.subjectId = owner.id'], ['n.objectId = owner.id', 'n.subjectId <> n.objectId']].map(
    (end) => claimsAt(scope, filter, ...end),
  );
  const counts = ends.map(({ cypher }) => `COUNT { ${cypher} RETURN DISTINCT n.id }`);
  return conditionOf(`-(${counts.join(' + ')})`, ends[0]?.parameters);
}

/** The earliest known start of the dates that claims of a filter give the entity, in milliseconds from 1970. */
function firstDate(scope: Scope, filter: ClaimFilter, undated: number): Condition {
  const { cypher, parameters } = claimsAt(
    scope,
    { ...filter, predicates: ['DATED'] },
    'n.subjectId = owner.id',
  );
  return conditionOf(
    `coalesce(head(COLLECT { ${cypher} WHERE n.dateStart > $openStart
       RETURN n.dateStart ORDER BY n.dateStart LIMIT 1 }), $undated)`,
    { ...parameters, openStart: -8.64e15, undated },
  );
}
