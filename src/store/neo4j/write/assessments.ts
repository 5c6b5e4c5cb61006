import type { Assessment } from '../../../domain/records.js';
import type { Query } from '../connection/cypher.js';

/** Adds or updates assessments. They store the id of the claim instead of a relationship to it, because they outlive it. */
export async function saveAssessments(query: Query, assessments: readonly Assessment[]): Promise<void> {
  const rows = assessments.map((assessment) => ({
    ...assessment,
    record: JSON.stringify(assessment),
  }));
  await query('UNWIND $rows AS row MERGE (a:Assessment {id: row.id}) SET a += row', { rows });
}
