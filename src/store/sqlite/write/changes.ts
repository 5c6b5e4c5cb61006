import { statusRank } from '../../../domain/order.js';
import type { ClaimChange } from '../../../domain/records.js';
import { sealJson } from '../../sealed-json.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList, toChange } from '../schema/row-mapping.js';

/** Appends to the log. A row outlives the claim that it reports on. */
export function addChanges(db: SqliteConnection, changes: readonly ClaimChange[]): void {
  for (const change of changes) {
    db.run(
      `INSERT INTO claim_change (number, claim_id, at, subject_id, object_id, from_status_rank, to_status_rank, record)
       VALUES ((SELECT max(change_floor, coalesce((SELECT max(number) FROM claim_change), 0)) + 1 FROM state), ?, ?, ?, ?, ?, ?, ?)`,
      change.claimId,
      change.at,
      change.subjectId,
      change.objectId,
      change.from === null ? null : statusRank(change.from.status),
      statusRank(change.to?.status ?? 'RETRACTED'),
      sealJson(change),
    );
  }
}

/** Removes and returns the changes of these claims that the transaction at `now` has logged. */
export function popChanges(db: SqliteConnection, claimIds: readonly string[], now: string): ClaimChange[] {
  return db
    .all(
      `DELETE FROM claim_change WHERE claim_id ${IN_JSON_LIST} AND at = ? RETURNING record`,
      jsonList(claimIds),
      now,
    )
    .map(toChange);
}
