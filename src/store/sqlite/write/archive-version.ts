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
  const columns = VERSIONED_COLUMNS[table];
  // A list of one is a plain comparison: most records are archived one at a time, and json_each costs more than the lookup.
  const [condition, parameter] = ids.length === 1 ? ['= ?', ids[0]] : [IN_JSON_LIST, jsonList(ids)];
  db.run(
    `INSERT INTO ${table}_version (${columns}, recorded_at, replaced_at)
     SELECT ${columns}, recorded_at, ? FROM ${table} WHERE id ${condition} AND recorded_at < ?`,
    now,
    parameter,
    now,
  );
}
