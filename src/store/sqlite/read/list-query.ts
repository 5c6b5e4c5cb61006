import type { Slice } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimOrder } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';

/** The columns of the order of claims. */
export const CLAIM_ORDER = ['status_rank', 'confidence_key', 'id'];

/** The columns of each order of claims. */
export const CLAIM_ORDERS: Readonly<Record<ClaimOrder, readonly string[]>> = {
  STRONGEST: CLAIM_ORDER,
  NEWEST: ['first_known_at', 'id'],
  OLDEST: ['first_known_at', 'id'],
};

/** Rows after a key, in the order of the columns. */
export function selectAfter(
  db: SqliteConnection,
  scope: Scope,
  table: string,
  order: readonly string[],
  conditions: readonly Condition[],
  { key, limit, orderBy }: Slice,
): Row[] {
  const { sql, parameters } = allOf([...conditions, ...afterKey(order, key, orderBy)]);
  return db.all(
    `SELECT * FROM ${table}${viewSuffix(scope)} WHERE ${sql} ORDER BY ${inOrder(order, orderBy)} LIMIT ?`,
    ...parameters,
    limit,
  );
}

export function countRows(
  db: SqliteConnection,
  scope: Scope,
  table: string,
  { sql, parameters }: Condition,
): number {
  const [row] = db.all(`SELECT count(*) AS n FROM ${table}${viewSuffix(scope)} WHERE ${sql}`, ...parameters);
  return row?.n as number;
}

/** The condition that a row comes after a key in the order of the columns; none for the start of the list. */
export const afterKey = (order: readonly string[], key: Slice['key'], orderBy?: ClaimOrder): Condition[] => {
  if (key === null) return [];
  const operator = orderBy === 'NEWEST' ? '<' : '>';
  return [conditionOf(`(${order.join(', ')}) ${operator} (${order.map(() => '?').join(', ')})`, ...key)];
};

/** The `ORDER BY` of columns; NEWEST goes backwards. */
export const inOrder = (order: readonly string[], orderBy?: ClaimOrder): string =>
  order.map((column) => (orderBy === 'NEWEST' ? `${column} DESC` : column)).join(', ');

/** Rows by their ids, in any order. */
export const selectByIds = (
  db: SqliteConnection,
  scope: Scope,
  table: string,
  ids: readonly string[],
): Row[] => db.all(`SELECT * FROM ${table}${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, jsonList(ids));
