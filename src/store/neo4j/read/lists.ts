import type { Article, Entity, Source } from '../../../domain/records.js';
import { isOfAllClaims } from '../../read/claim-counts.js';
import type { Slice } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type {
  ArticleFilter,
  EntityFilter,
  EntityOrder,
  ListType,
  ListTypes,
  RecordType,
  RecordTypes,
  SourceFilter,
  SourceOrder,
} from '../../store.js';
import { conditionOf, idsOf, parseRecord, type Query, unionAll, where } from '../connection/cypher.js';
import { anyVersionOf, type VersionedRecord, versionsOf } from '../schema/as-of.js';
import { labelOf } from '../schema/labels.js';
import { decodeArticleKey, encodeArticleKey, encodeNameKey, nameSortKey } from '../schema/order-keys.js';
import { countChanges, readChangesAfter } from './change-reads.js';
import { countClaims, readClaimsAfter } from './claim-lists.js';
import { entityCondition, rankedEntities } from './entity-filter.js';
import { countAllClaims } from './facets.js';
import { rangeAfter } from './key-ranges.js';
import {
  countInOrder,
  type ListQuery,
  type RankedList,
  readInOrder,
  readRanked,
  runCount,
  startKeyOf,
} from './list-query.js';

/** Records by their ids, in the order of these; null for ids that do not exist. */
export async function readByIds<T extends RecordType>(
  query: Query,
  scope: Scope,
  type: T,
  ids: readonly string[],
): Promise<(RecordTypes[T] | null)[]> {
  const found = await readRecordsById(query, scope, type, ids);
  return ids.map((id) => found.get(id) ?? null);
}

/** Like `readByIds`, as a map of those that exist. */
export async function readRecordsById<T extends RecordType>(
  query: Query,
  scope: Scope,
  type: T,
  ids: Iterable<string>,
): Promise<Map<string, RecordTypes[T]>> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (n:${label(LABELS[type])}) ${where('n.id IN $ids', validAt('n'))} RETURN n.id AS id, n.record AS record`,
  );
  const rows = await query(unionAll(parts, 'RETURN id, record'), { ids: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id as string, parseRecord<RecordTypes[T]>(row)]));
}

const LABELS: Readonly<Record<RecordType, VersionedRecord>> = {
  entities: 'Entity',
  articles: 'Article',
  sources: 'Source',
  claims: 'Claim',
  citations: 'Citation',
};

/** The records of a list after a key. */
export async function readAfter<T extends ListType>(
  query: Query,
  scope: Scope,
  list: T,
  filter: ListTypes[T]['filter'],
  slice: Slice,
): Promise<readonly KeyedRecord<ListTypes[T]['record']>[]> {
  return LISTS[list].after(query, scope, filter, slice);
}

export async function countList<T extends ListType>(
  query: Query,
  scope: Scope,
  list: T,
  filter: ListTypes[T]['filter'],
): Promise<number> {
  return LISTS[list].count(query, scope, filter);
}

/** How one type of records is listed and counted. */
interface ListReads<T extends ListType> {
  readonly after: (
    query: Query,
    scope: Scope,
    filter: ListTypes[T]['filter'],
    slice: Slice,
  ) => Promise<readonly KeyedRecord<ListTypes[T]['record']>[]>;
  readonly count: (query: Query, scope: Scope, filter: ListTypes[T]['filter']) => Promise<number>;
}

const LISTS: { readonly [T in ListType]: ListReads<T> } = {
  entities: {
    after: readEntitiesAfter,
    count: countEntities,
  },
  articles: { after: readArticlesAfterKey, count: countArticles },
  sources: { after: readSourcesAfter, count: countSources },
  claims: {
    after: readClaimsAfter,
    count: (query, scope, filter) =>
      scope === 'now' && isOfAllClaims(filter)
        ? countAllClaims(query, filter)
        : countClaims(query, scope, filter),
  },
  changes: { after: readChangesAfter, count: countChanges },
};

/** The range of a list after a key, by the property that holds its order. */
const orderedAfter = {
  id: (slice: Slice) => rangeAfter(startKeyOf(slice, ([id]) => String(id))),
  nameKey: (slice: Slice) => rangeAfter(startKeyOf(slice, encodeNameKey)),
  orderKey: (slice: Slice) => rangeAfter(startKeyOf(slice, encodeArticleKey)),
  oldestKey: (slice: Slice) => rangeAfter(startKeyOf(slice, encodeArticleKey)),
} as const;
const START: Slice = { key: null, limit: 0 };

function entityList(
  scope: Scope,
  filter: EntityFilter,
  slice: Slice,
  orderedBy: 'id' | 'nameKey' = 'id',
): ListQuery {
  const { kinds } = filter;
  const { cypher, parameters } = entityCondition(scope, filter);
  return {
    scope,
    record: 'Entity',
    orderedBy,
    among: kinds && { property: 'kind', values: kinds },
    keyRanges: orderedAfter[orderedBy](slice),
    condition: cypher,
    parameters,
  };
}

const sourceList = (scope: Scope, slice: Slice, orderedBy: 'id' | 'nameKey' = 'id'): ListQuery => ({
  scope,
  record: 'Source',
  orderedBy,
  keyRanges: orderedAfter[orderedBy](slice),
});

const articleList = (
  scope: Scope,
  { sourceIds }: ArticleFilter,
  slice: Slice,
  orderedBy: 'orderKey' | 'oldestKey' = 'orderKey',
): ListQuery => ({
  scope,
  record: 'Article',
  orderedBy,
  among: sourceIds && { property: 'sourceId', values: sourceIds },
  keyRanges: orderedAfter[orderedBy](slice),
});

async function readEntitiesAfter(
  query: Query,
  scope: Scope,
  filter: EntityFilter,
  slice: Slice,
): Promise<KeyedRecord<Entity>[]> {
  const order = slice.orderBy as EntityOrder;
  return order === 'ID' || order === 'NAME'
    ? readNamed(query, entityList(scope, filter, slice, NAMED_ORDERS[order]), slice)
    : readRanked(query, rankedEntities(scope, filter, order), slice);
}

async function readSourcesAfter(
  query: Query,
  scope: Scope,
  _: SourceFilter,
  slice: Slice,
): Promise<KeyedRecord<Source>[]> {
  const order = slice.orderBy as SourceOrder;
  return order === 'ID' || order === 'NAME'
    ? readNamed(query, sourceList(scope, slice, NAMED_ORDERS[order]), slice)
    : readRanked(query, rankedSources(scope, order), slice);
}

function rankedSources(scope: Scope, order: Exclude<SourceOrder, 'ID' | 'NAME'>): RankedList {
  const { label, validAt } = anyVersionOf(scope);
  // An index of two properties is used only if the statement names both.
  const articles = `MATCH (a:${label('Article')}) ${where('a.sourceId = owner.id', "a.orderKey > ''", validAt('a'))}`;
  const rank = order === 'RELIABILITY' ? 'owner.reliability' : `-COUNT { ${articles} RETURN DISTINCT a.id }`;
  return { scope, record: 'Source', condition: conditionOf(''), rank: conditionOf(rank) };
}

const NAMED_ORDERS = { ID: 'id', NAME: 'nameKey' } as const;

async function readNamed<T extends { readonly id: string; readonly name: string }>(
  query: Query,
  list: ListQuery,
  { limit }: Slice,
): Promise<KeyedRecord<T>[]> {
  const found = await readInOrder<T>(query, list, limit);
  return found.map(({ record }) => ({
    record,
    key: list.orderedBy === 'id' ? [record.id] : nameSortKey(record),
  }));
}

async function readArticlesAfterKey(
  query: Query,
  scope: Scope,
  filter: ArticleFilter,
  slice: Slice,
): Promise<KeyedRecord<Article>[]> {
  const list = articleList(scope, filter, slice, slice.orderBy === 'OLDEST' ? 'oldestKey' : 'orderKey');
  const found = await readInOrder<Article>(query, list, slice.limit);
  return found.map(({ record, orderKey }) => ({ record, key: decodeArticleKey(orderKey, record.id) }));
}

/** The database keeps the number of nodes of each label; archived versions are counted one by one. */
async function countEntities(query: Query, scope: Scope, filter: EntityFilter): Promise<number> {
  if (scope === 'asOf' || filter.having !== undefined)
    return countInOrder(query, entityList(scope, filter, START));
  const { kinds } = filter;
  const labels = kinds === undefined ? ['Entity'] : [...new Set(kinds)].map(labelOf);
  const counts = labels.map((label) => `COUNT { MATCH (:${label}) }`);
  return runCount(query, `RETURN ${['0', ...counts].join(' + ')}`);
}

/** As for entities; and a node keeps the number of its relationships. */
async function countArticles(query: Query, scope: Scope, filter: ArticleFilter): Promise<number> {
  if (scope === 'asOf') return countInOrder(query, articleList(scope, filter, START));
  const { sourceIds } = filter;
  if (sourceIds === undefined) return runCount(query, 'MATCH (n:Article) RETURN count(n)');
  return runCount(
    query,
    'MATCH (s:Source) WHERE s.id IN $sourceIds RETURN sum(COUNT { (s)<-[:PUBLISHED_BY]-() })',
    { sourceIds },
  );
}

async function countSources(query: Query, scope: Scope): Promise<number> {
  if (scope === 'asOf') return countInOrder(query, sourceList(scope, START));
  return runCount(query, 'MATCH (n:Source) RETURN count(n)');
}

/** Ids of entities with `min` to `max` characters, in order. */
export async function readIdsOfLength(
  query: Query,
  scope: Scope,
  list: 'entities' | 'articles',
  min: number,
  max: number,
  limit: number,
): Promise<string[]> {
  const inOrder = 'ORDER BY id LIMIT $limit';
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      // A range over all ids: then their index answers, and no node is read.
      `MATCH (n:${label(list === 'entities' ? 'Entity' : 'Article')})
       ${where("n.id > ''", 'size(n.id) >= $min', 'size(n.id) <= $max', validAt('n'))}
       RETURN n.id AS id ${inOrder}`,
  );
  return idsOf(await query(unionAll(parts, `RETURN DISTINCT id ${inOrder}`), { min, max, limit }));
}
