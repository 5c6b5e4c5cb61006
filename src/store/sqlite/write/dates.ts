import { claimDates } from '../../../domain/claim-dates.js';
import type { Claim, EffectiveStatus } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import { sealJson } from '../../sealed-json.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** Saves the dates of a claim. If they changed, the old rows end now. */
export function saveDates(db: SqliteConnection, claim: Claim, now: string): void {
  const rows = dateRows(claim);
  const current = db
    .all(
      'SELECT order_key, strength FROM claim_date WHERE claim_id = ? AND replaced_at IS NULL ORDER BY order_key',
      claim.id,
    )
    .map((row) => [row.order_key, row.strength]);
  if (JSON.stringify(current) === JSON.stringify(rows.map((row) => [row.order_key, row.strength]))) return;
  if (current.length > 0) endDates(db, [claim.id], now);
  for (const row of rows)
    db.run(
      `INSERT INTO claim_date (${DATE_COLUMNS.join(', ')}, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...DATE_COLUMNS.map((column) => row[column]),
      now,
    );
}

export const DATE_COLUMNS = [
  ...(['claim_id', 'subject_id', 'order_key', 'is_value', 'record', 'years', 'strength'] as const),
  ...(['known_start', 'known_end', 'possible_start', 'possible_end'] as const),
];
type DateColumn = (typeof DATE_COLUMNS)[number];

/** The rows for the dates of a claim, by `order_key`. */
export function dateRows(claim: Claim): Readonly<Record<DateColumn, string | number | null>>[] {
  const strength = (held: EffectiveStatus | null) => held && strengthOf(held);
  return claimDates(claim).map(({ date, from, to, orderKey, years, held, known, possible }) => ({
    claim_id: claim.id,
    subject_id: claim.subjectId,
    order_key: orderKey,
    is_value: date === null ? 0 : 1,
    record: sealJson({ date, from, to }, claim.id),
    years: JSON.stringify(years),
    strength: strength(held),
    known_start: known.start,
    known_end: known.end,
    possible_start: possible.start,
    possible_end: possible.end,
  }));
}

/** Ends the dates of removed claims. */
export function endDates(db: SqliteConnection, claimIds: readonly string[], now: string): void {
  db.run(
    `UPDATE claim_date SET replaced_at = ? WHERE replaced_at IS NULL AND claim_id ${IN_JSON_LIST}`,
    now,
    jsonList(claimIds),
  );
}
