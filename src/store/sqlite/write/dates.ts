import { type ClaimDate, claimDates } from '../../../domain/claim-dates.js';
import type { Claim } from '../../../domain/records.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** The dates of a claim: where they are others than before, what they were ends now. */
export function saveDates(db: SqliteConnection, claim: Claim, now: string): void {
  const dates = claimDates(claim);
  const standing = db
    .all(
      'SELECT order_key FROM claim_date WHERE claim_id = ? AND replaced_at IS NULL ORDER BY order_key',
      claim.id,
    )
    .map((row) => row.order_key);
  if (JSON.stringify(standing) === JSON.stringify(dates.map(({ orderKey }) => orderKey))) return;
  if (standing.length > 0) endDates(db, [claim.id], now);
  for (const date of dates) insertDate(db, claim, date, now, null);
}

export function endDates(db: SqliteConnection, claimIds: readonly string[], now: string): void {
  db.run(
    `UPDATE claim_date SET replaced_at = ? WHERE replaced_at IS NULL AND claim_id ${IN_JSON_LIST}`,
    now,
    jsonList(claimIds),
  );
}

export function insertDate(
  db: SqliteConnection,
  { id, subjectId }: Pick<Claim, 'id' | 'subjectId'>,
  { date, from, to, orderKey, years, known, possible }: ClaimDate,
  recordedAt: string,
  replacedAt: string | null,
): void {
  db.run(
    `INSERT INTO claim_date (claim_id, subject_id, order_key, of_value, record, years, known_start, known_end, possible_start,
       possible_end, recorded_at, replaced_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    subjectId,
    orderKey,
    date === null ? 0 : 1,
    JSON.stringify({ date, from, to }),
    JSON.stringify(years),
    known.start,
    known.end,
    possible.start,
    possible.end,
    recordedAt,
    replacedAt,
  );
}
