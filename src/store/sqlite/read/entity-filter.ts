import type { Scope } from '../../read/scope.js';
import type { ClaimOfEntity, EntityFilter } from '../../store.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { type Condition, conditionOf } from '../schema/sql.js';
import { selectClaims } from './claim-window.js';

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
