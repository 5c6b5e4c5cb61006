import type { SqliteConnection } from '../connection/connection.js';
import { VERSIONED_COLUMNS, type VersionedTable } from '../schema/as-of.js';
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
  db.run(
    `INSERT INTO ${table}_version (${columns}, recorded_at, replaced_at)
     SELECT ${columns}, recorded_at, ? FROM ${table} WHERE id ${IN_JSON_LIST} AND recorded_at < ?`,
    now,
    jsonList(ids),
    now,
  );
}
