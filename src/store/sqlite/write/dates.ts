import { claimDates } from '../../../domain/claim-dates.js';
import type { Claim } from '../../../domain/records.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** Saves the dates of a claim. If they changed, the old rows end now. */
export function saveDates(db: SqliteConnection, claim: Claim, now: string): void {
  const dates = claimDates(claim);
  const currentKeys = db
    .all(
      'SELECT order_key FROM claim_date WHERE claim_id = ? AND replaced_at IS NULL ORDER BY order_key',
      claim.id,
    )
    .map((row) => row.order_key);
  if (JSON.stringify(currentKeys) === JSON.stringify(dates.map(({ orderKey }) => orderKey))) return;
  if (currentKeys.length > 0) endDates(db, [claim.id], now);
  for (const { date, from, to, orderKey, years, known, possible } of dates) {
    db.run(
      `INSERT INTO claim_date (claim_id, subject_id, order_key, is_value, record, years, known_start, known_end, possible_start,
         possible_end, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      claim.id,
      claim.subjectId,
      orderKey,
      date === null ? 0 : 1,
      JSON.stringify({ date, from, to }),
      JSON.stringify(years),
      known.start,
      known.end,
      possible.start,
      possible.end,
      now,
    );
  }
}

/** Ends the dates of removed claims. */
export function endDates(db: SqliteConnection, claimIds: readonly string[], now: string): void {
  db.run(
    `UPDATE claim_date SET replaced_at = ? WHERE replaced_at IS NULL AND claim_id ${IN_JSON_LIST}`,
    now,
    jsonList(claimIds),
  );
}
