import { claimDates } from '../../../domain/claim-dates.js';
import type { Claim, EffectiveStatus } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** Saves the dates of a claim. If they changed, the old rows end now. */
export function saveDates(db: SqliteConnection, claim: Claim, now: string): void {
  const dates = claimDates(claim);
  const strength = (held: EffectiveStatus | null) => held && strengthOf(held);
  const current = db
    .all(
      'SELECT order_key, strength FROM claim_date WHERE claim_id = ? AND replaced_at IS NULL ORDER BY order_key',
      claim.id,
    )
    .map((row) => [row.order_key, row.strength]);
  if (JSON.stringify(current) === JSON.stringify(dates.map((one) => [one.orderKey, strength(one.held)])))
    return;
  if (current.length > 0) endDates(db, [claim.id], now);
  for (const { date, from, to, orderKey, years, held, known, possible } of dates) {
    db.run(
      `INSERT INTO claim_date (claim_id, subject_id, order_key, is_value, record, years, strength, known_start, known_end,
         possible_start, possible_end, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      claim.id,
      claim.subjectId,
      orderKey,
      date === null ? 0 : 1,
      JSON.stringify({ date, from, to }),
      JSON.stringify(years),
      strength(held),
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
