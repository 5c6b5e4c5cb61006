import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, ClaimOfEntity, EntityFilter, EntityOrder } from '../../store.js';
import { validAt, viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { type Condition, conditionOf } from '../schema/sql.js';
import { selectClaims } from './claim-window.js';
import { BY_ID, BY_NAME, byRank, type RowOrder } from './list-query.js';

/** The conditions of a filter on the rows of `entity`. */
export const entityConditions = (scope: Scope, { kinds, having = [] }: EntityFilter): Condition[] => [
  ...(kinds === undefined ? [] : [conditionOf(`kind ${IN_JSON_LIST}`, jsonList(kinds))]),
  ...having.map((claim) => hasClaim(scope, claim)),
];

const END_COLUMNS = {
  SUBJECT: ['subject_id'],
  OBJECT: ['object_id'],
  EITHER: ['subject_id', 'object_id'],
} as const;

function hasClaim(scope: Scope, { end, filter }: ClaimOfEntity): Condition {
  // The entities at the other end lead to few claims: their index is read once, not one for each entity.
  const isNarrow = (filter.subjectIds ?? filter.objectIds ?? filter.entityIds) !== undefined;
  const conditions = END_COLUMNS[end].map((column) => {
    if (isNarrow) {
      const { sql, parameters } = selectClaims(scope, filter, column);
      return conditionOf(`id IN (${sql})`, ...parameters);
    }
    const own = conditionOf(`${column} = entity${viewSuffix(scope)}.id`);
    const { sql, parameters } = selectClaims(scope, filter, '1', [own]);
    return conditionOf(`EXISTS (${sql})`, ...parameters);
  });
  return conditionOf(
    `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    ...conditions.flatMap(({ parameters }) => parameters),
  );
}

/** The order of the rows of `entity`. */
export function entityOrder(order: EntityOrder, { rankedBy }: EntityFilter, scope: Scope): RowOrder {
  if (order === 'ID') return BY_ID;
  if (order === 'NAME') return BY_NAME;
  if (rankedBy === undefined) throw new Error(`the order ${order} of entities needs rankedBy`);
  switch (order) {
    case 'MOST_CLAIMS':
      return byRank(minusClaims(scope, rankedBy));
    case 'OLDEST':
      return byRank(firstDate(scope, rankedBy, '~'));
    case 'NEWEST':
      return { ...byRank(firstDate(scope, rankedBy, '')), backwards: true };
  }
}

/** The number of claims of a filter about the entity, as a negative number: the most come first. */
function minusClaims(scope: Scope, filter: ClaimFilter): Condition {
  const entity = `entity${viewSuffix(scope)}.id`;
  // A claim of an entity about itself counts once.
  const ends = [`subject_id = ${entity}`, `object_id = ${entity} AND subject_id <> object_id`].map((end) =>
    selectClaims(scope, filter, 'count(*)', [conditionOf(end)]),
  );
  return conditionOf(
    `-(${ends.map(({ sql }) => `(${sql})`).join(' + ')})`,
    ...ends.flatMap(({ parameters }) => parameters),
  );
}

/** The earliest known start of the dates that claims of a filter give the entity, as a sort key. */
function firstDate(scope: Scope, filter: ClaimFilter, undated: string): Condition {
  const own = conditionOf(`subject_id = entity${viewSuffix(scope)}.id`);
  const { sql, parameters } = selectClaims(scope, { ...filter, predicates: ['DATED'] }, 'id', [own]);
  return conditionOf(
    `coalesce((SELECT min(nullif(v.known_start, '')) FROM (${sql}) AS c CROSS JOIN claim_date AS v
       ON v.claim_id = c.id AND v.is_value = 1 AND ${validAt(scope, 'v')}), '${undated}')`,
    ...parameters,
  );
}
