import type { Slice } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type {
  ArticleOrder,
  ListOrders,
  ListType,
  ListTypes,
  RecordType,
  RecordTypes,
  SourceFilter,
  SourceOrder,
} from '../../store.js';
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
import { countClaims, readClaimsAfter } from './claim-lists.js';
import { entityConditions, entityOrder } from './entity-filter.js';
import {
  BY_ID,
  BY_NAME,
  byRank,
  countRows,
  keyOf,
  type RowOrder,
  selectAfter,
  selectByIds,
} from './list-query.js';

/** Records by their ids, in the order of these; null for ids that do not exist. */
export function readByIds<T extends RecordType>(
  db: SqliteConnection,
  scope: Scope,
  type: T,
  ids: readonly string[],
): (RecordTypes[T] | null)[] {
  const { table, parse } = RECORDS[type];
  const records = selectByIds(db, scope, table, ids).map(parse);
  const found = new Map(records.map((record) => [record.id, record]));
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

/** How one type of records is listed and counted. */
interface ListReads<T extends ListType> {
  readonly after: (
    db: SqliteConnection,
    scope: Scope,
    filter: ListTypes[T]['filter'],
    slice: Slice,
  ) => KeyedRecord<ListTypes[T]['record']>[];
  readonly count: (db: SqliteConnection, scope: Scope, filter: ListTypes[T]['filter']) => number;
}

/** Reads a list from one table in each of its orders. */
function tableList<T extends ListType>(
  table: string,
  orderOf: (order: ListOrders[T], filter: ListTypes[T]['filter'], scope: Scope) => RowOrder,
  conditions: (filter: ListTypes[T]['filter'], scope: Scope) => readonly Condition[],
  parse: (row: Row) => ListTypes[T]['record'],
): ListReads<T> {
  return {
    after: (db, scope, filter, slice) => {
      const order = orderOf(slice.orderBy as ListOrders[T], filter, scope);
      return selectAfter(db, scope, table, order, conditions(filter, scope), slice).map((row) => ({
        record: parse(row),
        key: keyOf(row, order),
      }));
    },
    count: (db, scope, filter) => countRows(db, scope, table, allOf(conditions(filter, scope))),
  };
}

const columnIn = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [conditionOf(`${column} ${IN_JSON_LIST}`, jsonList(values))];

const ARTICLE_ORDERS: Readonly<Record<ArticleOrder, RowOrder>> = {
  NEWEST: { columns: ['newest_first', 'id'] },
  OLDEST: { columns: ['oldest_first', 'id'] },
};

function sourceOrder(order: SourceOrder, _: SourceFilter, scope: Scope): RowOrder {
  const suffix = viewSuffix(scope);
  switch (order) {
    case 'ID':
      return BY_ID;
    case 'NAME':
      return BY_NAME;
    case 'RELIABILITY':
      return { columns: ['reliability', 'id'] };
    case 'MOST_ARTICLES':
      return byRank(
        conditionOf(`-(SELECT count(*) FROM article${suffix} AS a WHERE a.source_id = source${suffix}.id)`),
      );
  }
}

const LISTS: { readonly [T in ListType]: ListReads<T> } = {
  entities: tableList('entity', entityOrder, (filter, scope) => entityConditions(scope, filter), toEntity),
  articles: tableList(
    'article',
    (order) => ARTICLE_ORDERS[order],
    ({ sourceIds }) => columnIn('source_id', sourceIds),
    toArticle,
  ),
  sources: tableList('source', sourceOrder, () => [], toSource),
  claims: { after: readClaimsAfter, count: countClaims },
  changes: tableList('claim_change', () => ({ columns: ['number'] }), changeConditions, toChange),
};

/** The records of a list after a key. */
export function readAfter<T extends ListType>(
  db: SqliteConnection,
  scope: Scope,
  list: T,
  filter: ListTypes[T]['filter'],
  slice: Slice,
): KeyedRecord<ListTypes[T]['record']>[] {
  return LISTS[list].after(db, scope, filter, slice);
}

export function countList<T extends ListType>(
  db: SqliteConnection,
  scope: Scope,
  list: T,
  filter: ListTypes[T]['filter'],
): number {
  return LISTS[list].count(db, scope, filter);
}

/** Ids with `min` to `max` characters, in order. */
export function readIdsOfLength(
  db: SqliteConnection,
  scope: Scope,
  list: 'entities' | 'articles',
  min: number,
  max: number,
  limit: number,
): string[] {
  const rows = db.all(
    `SELECT id FROM ${list === 'entities' ? 'entity' : 'article'}${viewSuffix(scope)} WHERE length(id) BETWEEN ? AND ? ORDER BY id LIMIT ?`,
    min,
    max,
    limit,
  );
  return rows.map(({ id }) => id as string);
}
