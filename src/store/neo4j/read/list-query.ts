import type { Slice, SortKey } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import {
  type Condition,
  type CypherParameters,
  parseRecord,
  type Query,
  type Row,
  where,
} from '../connection/cypher.js';
import {
  anyVersionOf,
  dropDuplicates,
  type Version,
  type VersionedRecord,
  versionsOf,
} from '../schema/as-of.js';
import type { KeyRange } from './key-ranges.js';

/** Records of a scope in the order of a property. */
export interface ListQuery {
  readonly scope: Scope;
  readonly record: VersionedRecord;
  /** A property of the node `owner`. */
  readonly orderedBy: 'id' | 'orderKey' | 'oldestKey' | 'nameKey';
  /** Only records with one of these values; there is an index of this property followed by the order. */
  readonly among?: { readonly property: string; readonly values: readonly string[] } | undefined;
  readonly keyRanges: readonly KeyRange[];
  /** A further condition on the node `owner`; `n` is free for the claims of such a condition. */
  readonly condition?: string;
  readonly parameters?: CypherParameters;
}

/** One row for each value of `among` and each key range: one walk along an index, as `key` and `keyRange`. */
export const UNWIND_KEY_RANGES = 'UNWIND $keys AS key UNWIND $keyRanges AS keyRange';

/** The condition that a key lies in `keyRange`. */
export const inKeyRange = (key: string): string => `${key} > keyRange.after AND ${key} < keyRange.before`;

/** For each version, the match of the nodes `owner` of `key` and `keyRange`. */
export function listMatches({ scope, record, orderedBy, among, condition = '' }: ListQuery): string[] {
  const key = among === undefined ? '' : `owner.${among.property} = key`;
  return versionsOf(scope).map(
    ({ label, validAt }: Version) =>
      `MATCH (owner:${label(record)}) ${where(inKeyRange(`owner.${orderedBy}`), key, validAt('owner'), condition)}`,
  );
}

export const listParameters = ({ among, keyRanges, parameters }: ListQuery): CypherParameters => ({
  ...parameters,
  keys: among === undefined ? [null] : [...new Set(among.values)],
  keyRanges,
});

/** The first records of a list, each with its order key. */
export async function readInOrder<T>(query: Query, list: ListQuery, limit: number): Promise<OrderedRow<T>[]> {
  // Ordered by both properties, though one is fixed: only then is it the order of the index, and the walk stops when the page is full.
  const order = [...(list.among === undefined ? [] : [list.among.property]), list.orderedBy];
  const page = `RETURN owner AS n, owner.${list.orderedBy} AS orderKey ORDER BY ${order.map((name) => `owner.${name}`).join(', ')} LIMIT $limit`;
  const parts = listMatches(list).map((part) => `${part} ${page}`);
  const rows = await query(
    `${UNWIND_KEY_RANGES}
     CALL (key, keyRange) { ${parts.join(' UNION ALL ')} }
     ${dropDuplicates(list.scope)} ORDER BY orderKey LIMIT $limit
     RETURN n.record AS record, orderKey ORDER BY orderKey`,
    { ...listParameters(list), limit },
  );
  return toOrderedRows(rows);
}

/** Records in the order of a rank that is computed for each of them, then by id. */
export interface RankedList {
  readonly scope: Scope;
  readonly record: 'Entity' | 'Source';
  /** About the node `owner`. */
  readonly condition: Condition;
  /** An expression about the node `owner`. */
  readonly rank: Condition;
  readonly backwards?: true;
  /** Cursors hold the rank, a time, as text. */
  readonly isTime?: true;
}

/** Computes the ranks of all records of the list. */
export async function readRanked<T extends { readonly id: string }>(
  query: Query,
  { scope, record, condition, rank, backwards, isTime }: RankedList,
  { key, limit }: Slice,
): Promise<KeyedRecord<T>[]> {
  const { label, validAt } = anyVersionOf(scope);
  const [operator, direction] = backwards ? ['<', 'DESC'] : ['>', 'ASC'];
  const isAfter = `(rank ${operator} $afterRank OR rank = $afterRank AND owner.id ${operator} $afterId)`;
  const [afterRank, afterId] = key ?? [];
  const rows = await query(
    `MATCH (owner:${label(record)}) ${where(condition.cypher, validAt('owner'))}
     ${scope === 'now' ? '' : 'WITH owner.id AS id, last(collect(owner)) AS owner'}
     WITH owner, ${rank.cypher} AS rank ${where(key === null ? '' : isAfter)}
     RETURN owner.record AS record, rank ORDER BY rank ${direction}, owner.id ${direction} LIMIT $limit`,
    {
      ...condition.parameters,
      ...rank.parameters,
      limit,
      ...(key !== null && { afterRank: isTime ? Number(afterRank) : afterRank, afterId }),
    },
  );
  return rows.map((row) => {
    const found = parseRecord<T>(row);
    return { record: found, key: [isTime ? String(row.rank) : (row.rank as string | number), found.id] };
  });
}

/** A record with its place in an order, as text. */
export interface OrderedRow<T> {
  readonly record: T;
  readonly orderKey: string;
}

export const toOrderedRows = <T>(rows: readonly Row[]): OrderedRow<T>[] =>
  rows.map((row) => ({ record: parseRecord(row), orderKey: row.orderKey as string }));

export const countInOrder = (query: Query, list: ListQuery): Promise<number> => {
  const counts = listMatches(list).map((part) => `COUNT { ${part} }`);
  return runCount(query, `${UNWIND_KEY_RANGES} RETURN sum(${counts.join(' + ')})`, listParameters(list));
};

export async function runCount(
  query: Query,
  cypher: string,
  parameters: CypherParameters = {},
): Promise<number> {
  const [row] = await query(`${cypher} AS n`, parameters);
  return row?.n as number;
}

/** One row for each requested id, with its index in the request. */
export const UNWIND_IDS =
  'UNWIND range(0, size($ids) - 1) AS requestIndex WITH requestIndex, $ids[requestIndex] AS id';

/** One list for each requested id, of the rows with its `requestIndex`. */
export function groupByRequest<T>(rows: readonly Row[], length: number, parse: (row: Row) => T): T[][] {
  const lists: T[][] = Array.from({ length }, () => []);
  for (const row of rows) lists[row.requestIndex as number]?.push(parse(row));
  return lists;
}

/** The order key, as text, after which a slice begins; null for the start. */
export const startKeyOf = ({ key }: Slice, encode: (key: SortKey) => string): string | null =>
  key === null ? null : encode(key);
