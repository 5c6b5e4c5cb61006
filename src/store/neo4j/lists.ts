import type { Key } from '../cursor.js';
import { type Parameters, type Query, type Row, recordOf } from './query.js';

/** Records by their ids, in the order of these; null where there is none. */
export async function byIds<T>(query: Query, label: string, ids: readonly string[]): Promise<(T | null)[]> {
  const rows = await query(`MATCH (n:${label}) WHERE n.id IN $ids RETURN n.id AS id, n.record AS record`, {
    ids: [...new Set(ids)],
  });
  const found = new Map(rows.map((row) => [row.id as string, row]));
  return ids.map((id) => {
    const row = found.get(id);
    return row === undefined ? null : recordOf<T>(row);
  });
}

/** A list in the order of a property, from a place in it on: one more than asked for, so that it shows whether more follow. */
export async function recordsInOrder<T>(
  query: Query,
  list: {
    readonly match: string;
    /** Of the node `n`. */
    readonly orderedBy: string;
    readonly condition?: string;
    readonly parameters?: Parameters;
    readonly from: string | null;
    readonly first: number;
  },
): Promise<T[]> {
  const conditions = [
    // Also where the list begins: a range of the property is what lets its index give the order.
    `${list.orderedBy} > $from`,
    ...(list.condition === undefined || list.condition === '' ? [] : [list.condition]),
  ];
  const rows = await query(
    `${list.match} WHERE ${conditions.join(' AND ')}
     RETURN ${list.orderedBy} AS at, ${list.orderedBy.split('.')[0]}.record AS record ORDER BY at LIMIT $limit`,
    { ...list.parameters, from: list.from ?? '', limit: list.first + 1 },
  );
  return rows.map((row) => recordOf<T>(row));
}

export async function count(query: Query, cypher: string, parameters: Parameters = {}): Promise<number> {
  const [row] = await query(`${cypher} AS n`, parameters);
  return row?.n as number;
}

/** Rows that each tell by `at` which of the things asked for they answer, as one list for each. */
export function inPlaces<T>(rows: readonly Row[], places: number, read: (row: Row) => T): T[][] {
  const lists: T[][] = Array.from({ length: places }, () => []);
  for (const row of rows) lists[row.at as number]?.push(read(row));
  return lists;
}

/** The text of an order at which a page begins. */
export const startOf = (key: Key | null, order: (key: Key) => string): string | null =>
  key === null ? null : order(key);
