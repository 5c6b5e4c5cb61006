import type { SortKey } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import {
  type CypherParameters,
  parseRecord,
  type Query,
  type Row,
  unionAll,
  where,
} from '../connection/cypher.js';
import { dropDuplicates, type Version, type VersionedRecord, versionsOf } from '../schema/as-of.js';
import type { KeyRange } from './key-ranges.js';

/** Records by their ids, in the order of these; null where there is none. */
export async function readByIds<T>(
  query: Query,
  scope: Scope,
  record: VersionedRecord,
  ids: readonly string[],
): Promise<(T | null)[]> {
  const found = await readRecordsById<T>(query, scope, record, ids);
  return ids.map((id) => found.get(id) ?? null);
}

export async function readRecordsById<T>(
  query: Query,
  scope: Scope,
  record: VersionedRecord,
  ids: Iterable<string>,
): Promise<Map<string, T>> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (n:${label(record)}) ${where('n.id IN $ids', validAt('n'))} RETURN n.id AS id, n.record AS record`,
  );
  const rows = await query(unionAll(parts, 'RETURN id, record'), { ids: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id as string, parseRecord<T>(row)]));
}

/** Records of a moment in the order of a property, as statements ask for them. */
export interface ListQuery {
  readonly scope: Scope;
  readonly record: VersionedRecord;
  /** Of the node `n`. */
  readonly orderedBy: 'id' | 'orderKey';
  /** Only those with one of these values, by an index of this property and then of the order. */
  readonly among?: { readonly property: string; readonly values: readonly string[] } | undefined;
  readonly keyRanges: readonly KeyRange[];
  /** Of the node `n`, besides. */
  readonly condition?: string;
  readonly parameters?: CypherParameters;
}

/** A record with its place in the order. */
export interface KeyedRecord<T> {
  readonly record: T;
  readonly orderKey: string;
}

/** Each part of the list that one walk along an index gives, as `key` and `stretch`. */
export const UNWIND_KEY_RANGES = 'UNWIND $keys AS key UNWIND $stretches AS stretch';

/** Holds for the node `n` where it lies in the stretch. */
export const inKeyRange = (orderedBy: string): string =>
  `n.${orderedBy} > stretch.after AND n.${orderedBy} < stretch.before`;

/** What matches the nodes of such a part, of each version. */
export function listMatches({ scope, record, orderedBy, among, condition = '' }: ListQuery): string[] {
  const key = among === undefined ? '' : `n.${among.property} = key`;
  return versionsOf(scope).map(
    ({ label, validAt }: Version) =>
      `MATCH (n:${label(record)}) ${where(inKeyRange(orderedBy), key, condition, validAt('n'))}`,
  );
}

export const listParameters = ({ among, keyRanges, parameters }: ListQuery): CypherParameters => ({
  ...parameters,
  keys: among === undefined ? [null] : [...new Set(among.values)],
  stretches: keyRanges,
});

/** One record more than asked for, so that it shows whether more follow. */
export async function readInOrder<T>(
  query: Query,
  list: ListQuery,
  first: number,
): Promise<KeyedRecord<T>[]> {
  // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
  const order = [...(list.among === undefined ? [] : [list.among.property]), list.orderedBy];
  const page = `RETURN n, n.${list.orderedBy} AS place ORDER BY ${order.map((name) => `n.${name}`).join(', ')} LIMIT $limit`;
  const parts = listMatches(list).map((part) => `${part} ${page}`);
  const rows = await query(
    `${UNWIND_KEY_RANGES}
     CALL (key, stretch) { ${parts.join(' UNION ALL ')} }
     ${dropDuplicates(list.scope)} ORDER BY place LIMIT $limit
     RETURN n.record AS record, place ORDER BY place`,
    { ...listParameters(list), limit: first + 1 },
  );
  return toKeyedRecords(rows);
}

export const toKeyedRecords = <T>(rows: readonly Row[]): KeyedRecord<T>[] =>
  rows.map((row) => ({ record: parseRecord(row), orderKey: row.place as string }));

export const countList = (query: Query, list: ListQuery): Promise<number> => {
  const counted = listMatches(list).map((part) => `COUNT { ${part} }`);
  return runCount(query, `${UNWIND_KEY_RANGES} RETURN sum(${counted.join(' + ')})`, listParameters(list));
};

export async function runCount(
  query: Query,
  cypher: string,
  parameters: CypherParameters = {},
): Promise<number> {
  const [row] = await query(`${cypher} AS n`, parameters);
  return row?.n as number;
}

/** For each id that was asked for a row or more, in one trip. */
export const UNWIND_IDS = 'UNWIND range(0, size($ids) - 1) AS at WITH at, $ids[at] AS id';

/** Rows that each tell by `at` which of the things asked for they answer, as one list for each. */
export function groupByRequest<T>(rows: readonly Row[], length: number, parse: (row: Row) => T): T[][] {
  const lists: T[][] = Array.from({ length: length }, () => []);
  for (const row of rows) lists[row.at as number]?.push(parse(row));
  return lists;
}

/** The text of an order at which a page begins. */
export const startKeyOf = (key: SortKey | null, encode: (key: SortKey) => string): string | null =>
  key === null ? null : encode(key);
