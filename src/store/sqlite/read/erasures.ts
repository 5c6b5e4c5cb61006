import type { Erasure, ErasureReason } from '../../../domain/erasure.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** The erasures of these ids. */
export function readErasures(db: SqliteConnection, ids: readonly string[]): Map<string, Erasure> {
  const rows = db.all(
    `SELECT id, reason, erased_by, at FROM erasure WHERE id ${IN_JSON_LIST}`,
    jsonList(ids),
  );
  return new Map(
    rows.map((row) => {
      const id = row.id as string;
      const erasedBy = row.erased_by as string;
      return [id, { id, reason: row.reason as ErasureReason, erasedBy, at: row.at as string }];
    }),
  );
}
