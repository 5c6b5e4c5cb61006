import type { Key } from '../../read/cursor.js';
import { type Parameters, type Query, type Row, recordOf, united, where } from '../connection/cypher.js';
import { type Kept, type Moment, placedOnce, type Version, versionsOf } from '../schema/as-of.js';
import type { Stretch } from './key-ranges.js';

/** Records by their ids, in the order of these; null where there is none. */
export async function byIds<T>(
  query: Query,
  moment: Moment,
  record: Kept,
  ids: readonly string[],
): Promise<(T | null)[]> {
  const found = await recordsById<T>(query, moment, record, ids);
  return ids.map((id) => found.get(id) ?? null);
}

export async function recordsById<T>(
  query: Query,
  moment: Moment,
  record: Kept,
  ids: Iterable<string>,
): Promise<Map<string, T>> {
  const parts = versionsOf(moment).map(
    ({ label, stood }) =>
      `MATCH (n:${label(record)}) ${where('n.id IN $ids', stood('n'))} RETURN n.id AS id, n.record AS record`,
  );
  const rows = await query(united(parts, 'RETURN id, record'), { ids: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id as string, recordOf<T>(row)]));
}

/** Records of a moment in the order of a property, as statements ask for them. */
export interface List {
  readonly moment: Moment;
  readonly record: Kept;
  /** Of the node `n`. */
  readonly orderedBy: 'id' | 'orderKey';
  /** Only those with one of these values, by an index of this property and then of the order. */
  readonly among?: { readonly property: string; readonly values: readonly string[] } | undefined;
  readonly stretches: readonly Stretch[];
  /** Of the node `n`, besides. */
  readonly condition?: string;
  readonly parameters?: Parameters;
}

/** A record with its place in the order. */
export interface Placed<T> {
  readonly record: T;
  readonly place: string;
}

/** Each part of the list that one walk along an index gives, as `key` and `stretch`. */
export const PARTS = 'UNWIND $keys AS key UNWIND $stretches AS stretch';

/** Holds for the node `n` where it lies in the stretch. */
export const inStretch = (orderedBy: string): string =>
  `n.${orderedBy} > stretch.after AND n.${orderedBy} < stretch.before`;

/** What matches the nodes of such a part, of each version. */
export function partsOf({ moment, record, orderedBy, among, condition = '' }: List): string[] {
  const key = among === undefined ? '' : `n.${among.property} = key`;
  return versionsOf(moment).map(
    ({ label, stood }: Version) =>
      `MATCH (n:${label(record)}) ${where(inStretch(orderedBy), key, condition, stood('n'))}`,
  );
}

export const parametersOf = ({ among, stretches, parameters }: List): Parameters => ({
  ...parameters,
  keys: among === undefined ? [null] : [...new Set(among.values)],
  stretches,
});

/** One record more than asked for, so that it shows whether more follow. */
export async function recordsInOrder<T>(query: Query, list: List, first: number): Promise<Placed<T>[]> {
  // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
  const order = [...(list.among === undefined ? [] : [list.among.property]), list.orderedBy];
  const page = `RETURN n, n.${list.orderedBy} AS place ORDER BY ${order.map((name) => `n.${name}`).join(', ')} LIMIT $limit`;
  const parts = partsOf(list).map((part) => `${part} ${page}`);
  const rows = await query(
    `${PARTS}
     CALL (key, stretch) { ${parts.join(' UNION ALL ')} }
     ${placedOnce(list.moment)} ORDER BY place LIMIT $limit
     RETURN n.record AS record, place ORDER BY place`,
    { ...parametersOf(list), limit: first + 1 },
  );
  return placed(rows);
}

export const placed = <T>(rows: readonly Row[]): Placed<T>[] =>
  rows.map((row) => ({ record: recordOf(row), place: row.place as string }));

export const countIn = (query: Query, list: List): Promise<number> => {
  const counted = partsOf(list).map((part) => `COUNT { ${part} }`);
  return count(query, `${PARTS} RETURN sum(${counted.join(' + ')})`, parametersOf(list));
};

export async function count(query: Query, cypher: string, parameters: Parameters = {}): Promise<number> {
  const [row] = await query(`${cypher} AS n`, parameters);
  return row?.n as number;
}

/** For each id that was asked for a row or more, in one trip. */
export const EACH = 'UNWIND range(0, size($ids) - 1) AS at WITH at, $ids[at] AS id';

/** Rows that each tell by `at` which of the things asked for they answer, as one list for each. */
export function inPlaces<T>(rows: readonly Row[], places: number, read: (row: Row) => T): T[][] {
  const lists: T[][] = Array.from({ length: places }, () => []);
  for (const row of rows) lists[row.at as number]?.push(read(row));
  return lists;
}

/** The text of an order at which a page begins. */
export const startOf = (key: Key | null, order: (key: Key) => string): string | null =>
  key === null ? null : order(key);
