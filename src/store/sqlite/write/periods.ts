import { sameEffectiveStatus } from '../../../domain/derivation/effective-status.js';
import { confidenceKey, statusRank } from '../../../domain/order.js';
import type { Claim, EffectiveStatus, Period } from '../../../domain/records.js';
import { spanInMs } from '../../../domain/time-span.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_ID_LIST, idBytes, idList } from '../schema/compact-ids.js';
import { PERIOD_KINDS } from '../schema/row-mapping.js';

/** Replaces the periods of these claims. */
export function savePeriods(db: SqliteConnection, claims: readonly Claim[]): void {
  removePeriods(
    db,
    claims.map(({ id }) => id),
  );
  for (const row of claims.flatMap(periodRows))
    db.run(`INSERT INTO claim_period (${PERIOD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, ...row);
}

export const PERIOD_COLUMNS =
  'claim_id, start, kind, end, status_rank, confidence_key, subject_id, object_id';

/** The rows for the periods of a claim, in the order of `PERIOD_COLUMNS`. */
export function periodRows(claim: Claim): (string | number | Buffer | null)[][] {
  return claim.periods.flatMap((period) => {
    const { start, end } = spanInMs(period);
    return rowsOf(period).map(([kind, { status, confidence }]) => [
      ...[idBytes(claim.id), start, kind, end, statusRank(status), confidenceKey(confidence)],
      ...[claim.subjectId, claim.objectId],
    ]);
  });
}

/** Removes the periods of removed claims. */
export function removePeriods(db: SqliteConnection, claimIds: readonly string[]): void {
  db.run(`DELETE FROM claim_period WHERE claim_id ${IN_ID_LIST}`, idList(claimIds));
}

function rowsOf({ known, possible }: Period): (readonly [kind: number, EffectiveStatus])[] {
  if (known === null) return [[PERIOD_KINDS.possible, possible]];
  if (sameEffectiveStatus(known, possible)) return [[PERIOD_KINDS.both, known]];
  return [
    [PERIOD_KINDS.known, known],
    [PERIOD_KINDS.possible, possible],
  ];
}
