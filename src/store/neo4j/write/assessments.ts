import type { Assessment } from '../../../domain/records.js';
import type { Scope } from '../../read/scope.js';
import { parseRecord, type Query, where } from '../connection/cypher.js';
import { loggedInScope } from '../schema/as-of.js';

/** For each claim its assessments, the latest first. */
export async function readAssessments(
  query: Query,
  claimIds: readonly string[],
  scope: Scope,
): Promise<Map<string, readonly Assessment[]>> {
  // What ended after the moment still stood then.
  const stood = scope === 'now' ? 'false' : 'coalesce(a.endedAt > $asOf, false)';
  const rows = await query(
    `UNWIND $ids AS claimId
     MATCH (a:Assessment) ${where('a.claimId = claimId', "a.at > ''", loggedInScope(scope, 'a'))}
     RETURN claimId, a.at AS at, a.id AS id, a.record AS record, ${stood} AS stood
     ORDER BY claimId, at DESC, id`,
    { ids: [...new Set(claimIds)] },
  );
  const found = new Map<string, Assessment[]>();
  for (const row of rows) {
    const record = parseRecord<Assessment>(row);
    const all = found.get(record.claimId) ?? [];
    all.push(row.stood === true ? { ...record, endedAt: null, end: null } : record);
    found.set(record.claimId, all);
  }
  return found;
}

/** They are found by the claim's id and have no tie to its node, as they outlive it. */
export async function saveAssessments(query: Query, assessments: readonly Assessment[]): Promise<void> {
  const rows = assessments.map((assessment) => ({
    ...assessment,
    record: JSON.stringify(assessment),
  }));
  await query('UNWIND $rows AS row MERGE (a:Assessment {id: row.id}) SET a += row', { rows });
}
