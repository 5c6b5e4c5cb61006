import type { Erasure, ErasureReason } from '../../../domain/erasure.js';
import { damageError } from '../../damage.js';
import { checksumOfRow } from '../../sealed-json.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

export const erasureChecksum = ({ id, reason, erased_by, at }: Row): number =>
  checksumOfRow([id, reason, erased_by, at]);

/** The erasures of these ids. */
export function readErasures(db: SqliteConnection, ids: readonly string[]): Map<string, Erasure> {
  const rows = db.all(
    `SELECT id, reason, erased_by, at, checksum FROM erasure WHERE id ${IN_JSON_LIST}`,
    jsonList(ids),
  );
  return new Map(rows.map(toErasure).map((erasure) => [erasure.id, erasure]));
}

export function toErasure(row: Row): Erasure {
  const id = row.id as string;
  if (row.checksum !== erasureChecksum(row))
    throw damageError(`the record of the erasure of ${id} is damaged`);
  const erasedBy = row.erased_by as string;
  return { id, reason: row.reason as ErasureReason, erasedBy, at: row.at as string };
}
