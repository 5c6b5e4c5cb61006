import { compareKeys } from '../../../domain/order.js';
import type { Claim } from '../../../domain/records.js';
import { isOfAllClaims } from '../../read/claim-counts.js';
import type { Slice } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, ClaimOrder } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { claimIdOf } from '../schema/compact-ids.js';
import { toClaim } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { countAllClaims } from './claim-counts.js';
import { type ClaimEnd, claimCondition, filterConditions } from './claim-filter.js';
import { countInWindow, selectClaims, type Walk, windowWalks } from './claim-window.js';
import {
  afterKey,
  CLAIM_ORDER,
  CLAIM_ORDERS,
  countRows,
  inOrder,
  keyOf,
  keyParameters,
  type RowOrder,
  selectAfter,
  selectByIds,
} from './list-query.js';

/** Claims of a filter in their order, after a key; at one end of claims, or with a condition on them, if given. */
export function readClaimsAfter(
  db: SqliteConnection,
  scope: Scope,
  filter: ClaimFilter,
  slice: Slice,
  { end, condition }: Partial<ClaimEnd> = {},
): KeyedRecord<Claim>[] {
  const conditions = [end, condition].filter((one) => one !== undefined);
  const order = CLAIM_ORDERS[(slice.orderBy ?? 'STRONGEST') as ClaimOrder];
  if (filter.during === undefined) {
    const all = [...conditions, ...filterConditions(scope, filter)];
    return selectAfter(db, scope, 'claim', order, all, slice).map((row) => ({
      record: toClaim(row),
      key: keyOf(row, order),
    }));
  }
  const found =
    scope === 'now' &&
    order === CLAIM_ORDER &&
    (end !== undefined || (condition === undefined && isBroad(filter)))
      ? walkWindow(db, filter, slice, end ?? allOf([]), condition ?? allOf([]))
      : sortClaimsInWindow(db, scope, filter, order, slice, conditions);
  const ids = found.map(({ id }) => claimIdOf(id));
  const records = new Map(
    selectByIds(db, scope, 'claim', ids)
      .map(toClaim)
      .map((one) => [one.id, one]),
  );
  return found.map((row, index) => ({
    record: records.get(ids[index] as string) as Claim,
    key: keyOf(row, order),
  }));
}

/** Finds all claims of the filter first. */
function sortClaimsInWindow(
  db: SqliteConnection,
  scope: Scope,
  filter: ClaimFilter,
  order: RowOrder,
  { key, limit }: Slice,
  conditions: readonly Condition[],
): Row[] {
  const claims = selectClaims(scope, filter, order.columns.join(', '), conditions);
  const after = allOf(afterKey(order, key));
  return db.all(
    `SELECT * FROM (${claims.sql}) WHERE ${after.sql} ORDER BY ${inOrder(order)} LIMIT ?`,
    ...claims.parameters,
    ...after.parameters,
    limit,
  );
}

/** Walks the indexes of periods and of claims in the order of claims, and stops when the page is full. */
function walkWindow(
  db: SqliteConnection,
  filter: ClaimFilter,
  { key, limit }: Slice,
  end: Condition,
  condition: Condition,
): Row[] {
  const { periods, undated } = windowWalks(filter, end, condition);
  const dated = walkInOrder(db, periods, key, limit, allOf([]));
  // Claims without dates are read only as far as the page reaches.
  const last = dated.length === limit ? dated.at(-1) : undefined;
  const until =
    last === undefined
      ? allOf([])
      : conditionOf(
          '(status_rank, confidence_key, id) < (?, ?, ?)',
          ...keyParameters(CLAIM_ORDER, keyOf(last, CLAIM_ORDER)),
        );
  const others = walkInOrder(db, [undated], key, limit, until);
  return [...dated, ...others]
    .sort((a, b) => compareKeys(keyOf(a, CLAIM_ORDER), keyOf(b, CLAIM_ORDER)))
    .slice(0, limit);
}

/** The first rows of walks after a key, without duplicates. */
function walkInOrder(
  db: SqliteConnection,
  walks: readonly Walk[],
  key: Slice['key'],
  limit: number,
  condition: Condition,
): Row[] {
  const parts = walks.map(({ select, order }) => {
    const all = allOf([select, ...afterKey(order, key), condition]);
    return conditionOf(
      `SELECT * FROM (${all.sql} ORDER BY ${inOrder(order)} LIMIT ?)`,
      ...all.parameters,
      limit,
    );
  });
  return db.all(
    `${parts.map(({ sql }) => sql).join(' UNION ')} ORDER BY ${inOrder(CLAIM_ORDER)} LIMIT ?`,
    ...parts.flatMap(({ parameters }) => parameters),
    limit,
  );
}

/** The conditions of a filter that do not point to few claims, so that a walk in order finds a page soon. */
const WALKED: readonly string[] = [
  'statuses',
  'minConfidence',
  'maxConfidence',
  'confidenceLevels',
  'during',
  'includeUndated',
  'predicates',
];

const isBroad = (filter: ClaimFilter): boolean =>
  Object.entries(filter).every(([name, value]) => value === undefined || WALKED.includes(name));

/** The number of claims of a filter. */
export function countClaims(
  db: SqliteConnection,
  scope: Scope,
  filter: ClaimFilter,
  conditions: readonly Condition[] = [],
): number {
  if (scope === 'now' && conditions.length === 0 && isOfAllClaims(filter)) return countAllClaims(db, filter);
  if (filter.during === undefined)
    return countRows(db, scope, 'claim', allOf([...conditions, ...filterConditions(scope, filter)]));
  const isOfAll =
    scope === 'now' && conditions.length === 0 && claimCondition(scope, filter).sql === allOf([]).sql;
  const claims = isOfAll ? countInWindow(filter) : selectClaims(scope, filter, 'id', conditions);
  const [row] = db.all(
    isOfAll ? claims.sql : `SELECT count(*) AS n FROM (${claims.sql})`,
    ...claims.parameters,
  );
  return row?.n as number;
}
