import type { Evidence } from '../../domain/evidence.js';
import type { Genre, Reliability } from '../../domain/records.js';
import { lineageOf } from '../lineage.js';
import { type Query, recordOf } from './query.js';

/** For each claim all that the policy weighs, by citation id. */
export async function evidenceOf(
  query: Query,
  claimIds: readonly string[],
): Promise<Map<string, Evidence[]>> {
  const rows = await query(
    `UNWIND $ids AS claimId
     MATCH (:Claim {id: claimId})<-[:EVIDENCE_FOR]-(c:Citation)-[:FROM]->(a:Article)-[:PUBLISHED_BY]->(s:Source)
     RETURN claimId, c.record AS record, c.id AS citationId, a.id AS articleId, a.genre AS genre,
            a.retractedAt IS NULL AS live, a.derivedFrom AS derivedFrom,
            COLLECT { MATCH (a)-[:DERIVED_FROM*]->(o) RETURN [o.id, o.derivedFrom] } AS originals,
            s.id AS sourceId, s.name AS sourceName, s.reliability AS reliability, s.affiliation AS affiliation
     ORDER BY citationId`,
    { ids: [...new Set(claimIds)] },
  );
  const originals = new Map(
    rows.flatMap((row) => [
      [row.articleId as string, row.derivedFrom as string | null] as const,
      ...(row.originals as [string, string | null][]),
    ]),
  );
  const found = new Map<string, Evidence[]>();
  for (const row of rows) {
    const claimId = row.claimId as string;
    const evidence = found.get(claimId) ?? [];
    evidence.push({
      citation: recordOf(row),
      genre: row.genre as Genre,
      live: row.live as boolean,
      lineage: lineageOf(row.articleId as string, originals),
      sourceId: row.sourceId as string,
      sourceName: row.sourceName as string,
      reliability: row.reliability as Reliability,
      affiliation: row.affiliation as string | null,
    });
    found.set(claimId, evidence);
  }
  return found;
}
