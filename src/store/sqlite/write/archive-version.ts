import type { SqliteConnection } from '../connection/connection.js';
import { hasTimesInMs, VERSIONED_COLUMNS, type VersionedTable } from '../schema/as-of.js';
import { hasCompactIds, IN_ID_LIST, idList } from '../schema/compact-ids.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/**
 * Copies these records, as they are stored, to the table of earlier versions. Call it before they are replaced or deleted, in the
 * transaction at `now`. Skips versions that the same transaction wrote: no reader ever saw them.
 */
export function archiveVersion(
  db: SqliteConnection,
  table: VersionedTable,
  ids: readonly string[],
  now: string,
): void {
  if (ids.length === 0) return;
  const columns = VERSIONED_COLUMNS[table];
  const at = hasTimesInMs(table) ? Date.parse(now) : now;
  const [inIds, list] = hasCompactIds(table) ? [IN_ID_LIST, idList] : [IN_JSON_LIST, jsonList];
  db.run(
    `INSERT INTO ${table}_version (${columns}, recorded_at, replaced_at)
     SELECT ${columns}, recorded_at, ? FROM ${table} WHERE id ${inIds} AND recorded_at < ?`,
    at,
    list(ids),
    at,
  );
}
