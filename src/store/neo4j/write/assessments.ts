import type { Assessment } from '../../../domain/records.js';
import { sealJson } from '../../sealed-json.js';
import type { Query, Row } from '../connection/cypher.js';

/** The properties of an assessment's node. */
export const assessmentProperties = (assessment: Assessment): Row => ({
  ...assessment,
  record: sealJson(assessment),
});

/** Adds or updates assessments. They store the id of the claim instead of a relationship to it, because they outlive it. */
export async function saveAssessments(query: Query, assessments: readonly Assessment[]): Promise<void> {
  const rows = assessments.map(assessmentProperties);
  await query('UNWIND $rows AS row MERGE (a:Assessment {id: row.id}) SET a += row', { rows });
}
