import type { Slice, SortKey } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimOrder } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';

/** The columns by which rows are sorted, forwards or backwards. */
export interface RowOrder {
  readonly columns: readonly string[];
  readonly backwards?: true;
  /** The column `rank`, which is computed for each row. */
  readonly rank?: Condition;
}

export const BY_ID: RowOrder = { columns: ['id'] };
export const BY_NAME: RowOrder = { columns: ['name_key', 'id'] };

/** The order by a computed rank, then by id. */
export const byRank = (rank: Condition): RowOrder => ({ columns: ['rank', 'id'], rank });

/** The order of claims. */
export const CLAIM_ORDER: RowOrder = { columns: ['status_rank', 'confidence_key', 'id'] };

export const CLAIM_ORDERS: Readonly<Record<ClaimOrder, RowOrder>> = {
  STRONGEST: CLAIM_ORDER,
  NEWEST: { columns: ['first_known_at', 'id'], backwards: true },
  OLDEST: { columns: ['first_known_at', 'id'] },
};

/** Rows after a key, in an order. */
export function selectAfter(
  db: SqliteConnection,
  scope: Scope,
  table: string,
  order: RowOrder,
  conditions: readonly Condition[],
  { key, limit }: Slice,
): Row[] {
  if (order.rank !== undefined)
    return selectRanked(db, scope, table, order, order.rank, conditions, { key, limit });
  const { sql, parameters } = allOf([...conditions, ...afterKey(order, key)]);
  return db.all(
    `SELECT * FROM ${table}${viewSuffix(scope)} WHERE ${sql} ORDER BY ${inOrder(order)} LIMIT ?`,
    ...parameters,
    limit,
  );
}

/** Computes the ranks of all rows that meet the conditions. */
function selectRanked(
  db: SqliteConnection,
  scope: Scope,
  table: string,
  order: RowOrder,
  rank: Condition,
  conditions: readonly Condition[],
  { key, limit }: Slice,
): Row[] {
  const all = allOf(conditions);
  const after = allOf(afterKey(order, key));
  // The inner limit keeps SQLite from computing the rank again for each of its uses.
  const ranked = db.all(
    `SELECT id, rank FROM (SELECT id, ${rank.sql} AS rank FROM ${table}${viewSuffix(scope)} WHERE ${all.sql} LIMIT -1)
     WHERE ${after.sql} ORDER BY ${inOrder(order)} LIMIT ?`,
    ...[...rank.parameters, ...all.parameters, ...after.parameters],
    limit,
  );
  const ids = ranked.map(({ id }) => id as string);
  const rows = new Map(selectByIds(db, scope, table, ids).map((row) => [row.id, row]));
  return ranked.map((row) => ({ ...rows.get(row.id), ...row }));
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

/** The condition that a row comes after a key in an order; none for the start of the list. */
export const afterKey = ({ columns, backwards }: RowOrder, key: Slice['key']): Condition[] => {
  if (key === null) return [];
  const operator = backwards ? '<' : '>';
  return [conditionOf(`(${columns.join(', ')}) ${operator} (${columns.map(() => '?').join(', ')})`, ...key)];
};

/** The `ORDER BY` of an order. */
export const inOrder = ({ columns, backwards }: RowOrder): string =>
  columns.map((column) => (backwards ? `${column} DESC` : column)).join(', ');

/** The key of a row in an order. */
export const keyOf = (row: Row, { columns }: RowOrder): SortKey =>
  columns.map((column) => row[column]) as unknown as SortKey;

/** Rows by their ids, in any order. */
export const selectByIds = (
  db: SqliteConnection,
  scope: Scope,
  table: string,
  ids: readonly string[],
): Row[] => db.all(`SELECT * FROM ${table}${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, jsonList(ids));
