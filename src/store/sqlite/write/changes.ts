import type { ClaimChange } from '../../../domain/records.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_ID_LIST, idList } from '../schema/compact-ids.js';
import { CHANGE_COLUMNS, changeColumns, sealChange, toChange } from '../schema/row-mapping.js';

const ADD_CHANGE = `INSERT INTO claim_change (number, ${CHANGE_COLUMNS.join(', ')}, record)
  VALUES (?, ${CHANGE_COLUMNS.map(() => '?').join(', ')}, ?)`;

/** Appends to the log. A row outlives the claim that it reports on. */
export function addChanges(db: SqliteConnection, changes: readonly ClaimChange[]): void {
  if (changes.length === 0) return;
  const [last] = db.all(
    'SELECT max(change_floor, coalesce((SELECT max(number) FROM claim_change), 0)) AS number FROM state',
  );
  for (const [index, change] of changes.entries()) {
    const row = changeColumns(change);
    db.run(
      ADD_CHANGE,
      (last?.number as number) + index + 1,
      ...CHANGE_COLUMNS.map((column) => row[column]),
      sealChange(change, row),
    );
  }
}

/** Removes and returns the changes of these claims that the transaction at `now` has logged. */
export function popChanges(db: SqliteConnection, claimIds: readonly string[], now: string): ClaimChange[] {
  return db
    .all(
      `DELETE FROM claim_change WHERE claim_id ${IN_ID_LIST} AND at = ? RETURNING ${CHANGE_COLUMNS.join(', ')}, record`,
      idList(claimIds),
      Date.parse(now),
    )
    .map(toChange);
}
