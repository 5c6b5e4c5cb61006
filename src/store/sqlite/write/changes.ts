import { statusRank } from '../../../domain/order.js';
import type { ClaimChange } from '../../../domain/records.js';
import type { SqliteConnection } from '../connection/connection.js';
import { CHANGE_COLUMNS, IN_JSON_LIST, jsonList, sealChange, toChange } from '../schema/row-mapping.js';

/** Appends to the log. A row outlives the claim that it reports on. */
export function addChanges(db: SqliteConnection, changes: readonly ClaimChange[]): void {
  if (changes.length === 0) return;
  const [last] = db.all(
    'SELECT max(change_floor, coalesce((SELECT max(number) FROM claim_change), 0)) AS number FROM state',
  );
  for (const [index, change] of changes.entries()) {
    const row = changeColumns(change);
    db.run(
      `INSERT INTO claim_change (number, claim_id, at, subject_id, object_id, from_status_rank, to_status_rank, record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      (last?.number as number) + index + 1,
      row.claim_id,
      row.at,
      row.subject_id,
      row.object_id,
      row.from_status_rank,
      row.to_status_rank,
      sealChange(change),
    );
  }
}

/** What a change says in columns. */
export const changeColumns = ({ claimId, at, subjectId, objectId, from, to }: ClaimChange) => ({
  claim_id: claimId,
  at,
  subject_id: subjectId,
  object_id: objectId,
  from_status_rank: from === null ? null : statusRank(from.status),
  to_status_rank: statusRank(to?.status ?? 'RETRACTED'),
});

/** Removes and returns the changes of these claims that the transaction at `now` has logged. */
export function popChanges(db: SqliteConnection, claimIds: readonly string[], now: string): ClaimChange[] {
  return db
    .all(
      `DELETE FROM claim_change WHERE claim_id ${IN_JSON_LIST} AND at = ? RETURNING ${CHANGE_COLUMNS}`,
      jsonList(claimIds),
      now,
    )
    .map(toChange);
}
