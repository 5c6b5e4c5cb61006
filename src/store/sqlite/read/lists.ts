import type { Slice, SortKey } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { ListType, ListTypes, RecordType, RecordTypes } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import {
  IN_JSON_LIST,
  jsonList,
  toArticle,
  toChange,
  toCitation,
  toClaim,
  toEntity,
  toSource,
} from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { changeConditions } from './change-reads.js';
import { filterConditions } from './claim-filter.js';

/** Records by their ids, in the order of these; null for ids that do not exist. */
export function readByIds<T extends RecordType>(
  db: SqliteConnection,
  scope: Scope,
  type: T,
  ids: readonly string[],
): (RecordTypes[T] | null)[] {
  const { table, parse } = RECORDS[type];
  const rows = db.all(`SELECT * FROM ${table}${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, jsonList(ids));
  const found = new Map(rows.map((row) => [row.id as string, parse(row)]));
  return ids.map((id) => found.get(id) ?? null);
}

/** Like `readByIds`, as a map of those that exist. */
export function readRecordsById<T extends RecordType>(
  db: SqliteConnection,
  scope: Scope,
  type: T,
  ids: Iterable<string>,
): Map<string, RecordTypes[T]> {
  const records = readByIds(db, scope, type, [...new Set(ids)]);
  return new Map(records.flatMap((record) => (record === null ? [] : [[record.id, record]])));
}

const RECORDS: {
  readonly [T in RecordType]: { readonly table: string; readonly parse: (row: Row) => RecordTypes[T] };
} = {
  entities: { table: 'entity', parse: toEntity },
  articles: { table: 'article', parse: toArticle },
  sources: { table: 'source', parse: toSource },
  claims: { table: 'claim', parse: toClaim },
  citations: { table: 'citation', parse: toCitation },
};

/** How SQL lists and counts records of one type. */
interface ListQuery<T extends ListType> {
  readonly table: string;
  /** The columns of the order. */
  readonly order: readonly string[];
  readonly conditions: (filter: ListTypes[T]['filter'], scope: Scope) => readonly Condition[];
  readonly parse: (row: Row) => ListTypes[T]['record'];
}

/** The columns of the order of claims. */
export const CLAIM_ORDER = ['status_rank', 'confidence_key', 'id'];

const LISTS: { readonly [T in ListType]: ListQuery<T> } = {
  entities: {
    table: 'entity',
    order: ['id'],
    conditions: ({ kinds }) => columnIn('kind', kinds),
    parse: toEntity,
  },
  articles: {
    table: 'article',
    order: ['newest_first', 'id'],
    conditions: ({ sourceIds }) => columnIn('source_id', sourceIds),
    parse: toArticle,
  },
  sources: { table: 'source', order: ['id'], conditions: () => [], parse: toSource },
  claims: {
    table: 'claim',
    order: CLAIM_ORDER,
    conditions: (filter, scope) => filterConditions(scope, filter),
    parse: toClaim,
  },
  changes: {
    table: 'claim_change',
    order: ['number'],
    conditions: (filter) => changeConditions(filter),
    parse: toChange,
  },
};

const columnIn = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [conditionOf(`${column} ${IN_JSON_LIST}`, jsonList(values))];

/** The records of a list after a key. */
export function readAfter<T extends ListType>(
  db: SqliteConnection,
  scope: Scope,
  list: T,
  filter: ListTypes[T]['filter'],
  slice: Slice,
): KeyedRecord<ListTypes[T]['record']>[] {
  const { table, order, conditions, parse } = LISTS[list];
  return selectAfter(db, scope, table, order, conditions(filter, scope), slice).map((row) => ({
    record: parse(row),
    key: order.map((column) => row[column]) as unknown as SortKey,
  }));
}

export function countList<T extends ListType>(
  db: SqliteConnection,
  scope: Scope,
  list: T,
  filter: ListTypes[T]['filter'],
): number {
  const { table, conditions } = LISTS[list];
  return countRows(db, scope, table, allOf(conditions(filter, scope)));
}

/** Rows after a key, in the order of the columns. */
export function selectAfter(
  db: SqliteConnection,
  scope: Scope,
  table: string,
  order: readonly string[],
  conditions: readonly Condition[],
  { key, limit }: Slice,
): Row[] {
  const columns = order.join(', ');
  const after =
    key === null ? [] : [conditionOf(`(${columns}) > (${order.map(() => '?').join(', ')})`, ...key)];
  const { sql, parameters } = allOf([...conditions, ...after]);
  return db.all(
    `SELECT * FROM ${table}${viewSuffix(scope)} WHERE ${sql} ORDER BY ${columns} LIMIT ?`,
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

/** Ids of entities with `min` to `max` characters, in order. */
export function readEntityIdsOfLength(
  db: SqliteConnection,
  scope: Scope,
  min: number,
  max: number,
  limit: number,
): string[] {
  const rows = db.all(
    `SELECT id FROM entity${viewSuffix(scope)} WHERE length(id) BETWEEN ? AND ? ORDER BY id LIMIT ?`,
    min,
    max,
    limit,
  );
  return rows.map(({ id }) => id as string);
}
