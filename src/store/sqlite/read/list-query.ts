import type { Slice, SortKey } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimOrder } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { claimIdOf, hasCompactIds, IN_ID_LIST, idBytes, idList } from '../schema/compact-ids.js';
import {
  ARTICLE_ID,
  CITATION_COLUMNS,
  CLAIM_COLUMNS,
  IN_JSON_LIST,
  jsonList,
} from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';

/** The columns by which rows are sorted, forwards or backwards. */
export interface RowOrder {
  readonly columns: readonly string[];
  readonly backwards?: true;
  /** The id as text, if the last column has its bytes. */
  readonly idOf?: (bytes: unknown) => string;
  /** The column `rank`, which is computed for each row. */
  readonly rank?: Condition;
}

export const BY_ID: RowOrder = { columns: ['id'] };
export const BY_NAME: RowOrder = { columns: ['name_key', 'id'] };

/** The order by a computed rank, then by id. */
export const byRank = (rank: Condition): RowOrder => ({ columns: ['rank', 'id'], rank });

/** The order of claims. */
export const CLAIM_ORDER: RowOrder = {
  columns: ['status_rank', 'confidence_key', 'id'],
  idOf: claimIdOf,
};

export const CLAIM_ORDERS: Readonly<Record<ClaimOrder, RowOrder>> = {
  STRONGEST: CLAIM_ORDER,
  NEWEST: { columns: ['first_known_at', 'id'], idOf: claimIdOf, backwards: true },
  OLDEST: { columns: ['first_known_at', 'id'], idOf: claimIdOf },
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
    `SELECT ${columnsOf(scope, table)} FROM ${table}${viewSuffix(scope)} WHERE ${sql} ORDER BY ${inOrder(order, scope === 'now' ? `${table}.` : '')} LIMIT ?`,
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
export const afterKey = (order: RowOrder, key: Slice['key']): Condition[] => {
  if (key === null) return [];
  const { columns, backwards } = order;
  const [names, marks] = [columns.join(', '), columns.map(() => '?').join(', ')];
  return [conditionOf(`(${names}) ${backwards ? '<' : '>'} (${marks})`, ...keyParameters(order, key))];
};

/** A key as the parameters with which the columns of an order are compared. */
export const keyParameters = ({ idOf }: RowOrder, key: SortKey): readonly unknown[] =>
  idOf === undefined ? key : [...key.slice(0, -1), idBytes(String(key.at(-1)))];

/** The `ORDER BY` of an order. With the table as a prefix, the columns are its own, not those of the same names in the result. */
export const inOrder = ({ columns, backwards }: RowOrder, prefix = ''): string =>
  columns.map((column) => `${prefix}${column}${backwards ? ' DESC' : ''}`).join(', ');

/** The key of a row in an order. */
export const keyOf = (row: Row, { columns, idOf }: RowOrder): SortKey => {
  const key = columns.map((column) => row[column]);
  return (idOf === undefined ? key : [...key.slice(0, -1), idOf(key.at(-1))]) as unknown as SortKey;
};

/** Rows by their ids, in any order. */
export const selectByIds = (
  db: SqliteConnection,
  scope: Scope,
  table: string,
  ids: readonly string[],
): Row[] => {
  const [inIds, list] = hasCompactIds(table) ? [IN_ID_LIST, idList(ids)] : [IN_JSON_LIST, jsonList(ids)];
  return db.all(
    `SELECT ${columnsOf(scope, table)} FROM ${table}${viewSuffix(scope)} WHERE id ${inIds}`,
    list,
  );
};

/** As of a time, SQLite looks through the view to the indexes only if the result has the columns of the order as they are. */
const COLUMNS: Readonly<Record<Scope, Readonly<Record<string, string>>>> = {
  now: { claim: CLAIM_COLUMNS, citation: CITATION_COLUMNS },
  asOf: { citation: `*, ${ARTICLE_ID}` },
};
const columnsOf = (scope: Scope, table: string): string => COLUMNS[scope][table] ?? '*';
