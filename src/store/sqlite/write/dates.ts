import { claimDates } from '../../../domain/claim-dates.js';
import type { Claim, EffectiveStatus } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import { sealJson } from '../../sealed-json.js';
import type { SqliteConnection } from '../connection/connection.js';
import { claimIdOf, IN_ID_LIST, idBytes, idList } from '../schema/compact-ids.js';

/** Saves the dates of claims. If those of one changed, its old rows end now. */
export function saveDates(db: SqliteConnection, claims: readonly Claim[], now: string): void {
  const current = new Map<string, unknown[]>();
  for (const { claim_id, order_key, strength } of db.all(
    `SELECT claim_id, order_key, strength FROM claim_date
     WHERE claim_id ${IN_ID_LIST} AND replaced_at IS NULL ORDER BY claim_id, order_key`,
    idList(claims.map(({ id }) => id)),
  )) {
    const id = claimIdOf(claim_id);
    current.set(id, [...(current.get(id) ?? []), [order_key, strength]]);
  }
  const isChanged = ({ claim, rows }: { claim: Claim; rows: ReturnType<typeof dateRows> }) =>
    JSON.stringify(current.get(claim.id) ?? []) !==
    JSON.stringify(rows.map((row) => [row.order_key, row.strength]));
  const changed = claims.map((claim) => ({ claim, rows: dateRows(claim) })).filter(isChanged);
  const ended = changed.map(({ claim }) => claim.id).filter((id) => current.has(id));
  if (ended.length > 0) endDates(db, ended, now);
  for (const row of changed.flatMap(({ rows }) => rows))
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
export function dateRows(claim: Claim): Readonly<Record<DateColumn, string | number | Buffer | null>>[] {
  const strength = (held: EffectiveStatus | null) => held && strengthOf(held);
  return claimDates(claim).map(({ date, from, to, orderKey, years, held, known, possible }) => ({
    claim_id: idBytes(claim.id),
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
    `UPDATE claim_date SET replaced_at = ? WHERE replaced_at IS NULL AND claim_id ${IN_ID_LIST}`,
    now,
    idList(claimIds),
  );
}
