import type { Assessment } from '../../../domain/records.js';
import { sealJson } from '../../sealed-json.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList, toAssessment } from '../schema/row-mapping.js';

/** The assessments of each claim, latest first. */
export function loadAssessments(
  db: SqliteConnection,
  claimIds: readonly string[],
): Map<string, readonly Assessment[]> {
  const rows = db.all(
    `SELECT record FROM assessment WHERE claim_id ${IN_JSON_LIST} ORDER BY claim_id, at DESC, id`,
    jsonList(claimIds),
  );
  const byClaim = new Map<string, Assessment[]>();
  for (const assessment of rows.map(toAssessment)) {
    const all = byClaim.get(assessment.claimId);
    if (all === undefined) byClaim.set(assessment.claimId, [assessment]);
    else all.push(assessment);
  }
  return byClaim;
}

/** Inserts new assessments, and ends those that are stored. */
export function saveAssessments(db: SqliteConnection, assessments: readonly Assessment[]): void {
  for (const assessment of assessments) {
    const { id, claimId, at, endedAt } = assessment;
    db.run(
      `INSERT INTO assessment (id, claim_id, at, ended_at, record) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, record = excluded.record`,
      id,
      claimId,
      at,
      endedAt,
      sealJson(assessment),
    );
  }
}
