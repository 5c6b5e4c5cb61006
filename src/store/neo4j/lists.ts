import type { Key } from '../cursor.js';
import { type Kept, type Moment, type Version, versionsOf } from './moments.js';
import { type Parameters, type Query, type Row, recordOf, united, where } from './query.js';

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

/** Some of the records of a moment, each as the node `n`. */
export interface Selection {
  readonly moment: Moment;
  /** Binds `n`, and ends where a `WHERE` can follow. */
  readonly match: (version: Version) => string;
  readonly condition?: string;
  readonly parameters?: Parameters;
}

/** All records of a label, or those for which a condition on `n` holds. */
export function selection(
  moment: Moment,
  record: Kept,
  condition = '',
  parameters: Parameters = {},
): Selection {
  return { moment, match: ({ label }) => `MATCH (n:${label(record)})`, condition, parameters };
}

/** A list in the order of a property, from a place in it on: one more than asked for, so that it shows whether more follow. */
export async function recordsInOrder<T>(
  query: Query,
  { moment, match, condition = '', parameters }: Selection,
  orderedBy: 'id' | 'orderKey',
  from: string | null,
  first: number,
): Promise<T[]> {
  const inOrder = 'ORDER BY at LIMIT $limit';
  const parts = versionsOf(moment).map(
    (version) =>
      // Also where the list begins: a range of the property is what lets its index give the order.
      `${match(version)} ${where(`n.${orderedBy} > $from`, condition, version.stood('n'))}
       RETURN n.${orderedBy} AS at, n.record AS record ${inOrder}`,
  );
  const rows = await query(united(parts, `RETURN at, record ${inOrder}`), {
    ...parameters,
    from: from ?? '',
    limit: first + 1,
  });
  return rows.map((row) => recordOf<T>(row));
}

export async function count(
  query: Query,
  { moment, match, condition = '', parameters = {} }: Selection,
): Promise<number> {
  const parts = versionsOf(moment).map(
    (version) => `${match(version)} ${where(condition, version.stood('n'))} RETURN count(n) AS n`,
  );
  const [row] = await query(united(parts, 'RETURN sum(n) AS n'), parameters);
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
