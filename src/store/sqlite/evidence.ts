import type { Evidence } from '../../domain/evidence.js';
import type { Genre, Reliability } from '../../domain/records.js';
import type { Connection } from './database.js';
import { IN, list, toCitation } from './rows.js';

/** For each claim all that the policy weighs, by citation id. */
export function evidenceOf(db: Connection, claimIds: readonly string[]): Map<string, Evidence[]> {
  const rows = db.all(
    `SELECT c.claim_id, c.record, a.id AS article_id, a.genre, a.retracted_at, a.derived_from,
            s.id AS source_id, s.name AS source_name, s.reliability, s.affiliation
       FROM citation c JOIN article a ON a.id = c.article_id JOIN source s ON s.id = a.source_id
      WHERE c.claim_id ${IN} ORDER BY c.id`,
    list(claimIds),
  );
  const origins = new Map<string, string | null>();
  const found = new Map<string, Evidence[]>();
  for (const row of rows) {
    const claimId = row.claim_id as string;
    const evidence = found.get(claimId) ?? [];
    evidence.push({
      citation: toCitation(row),
      genre: row.genre as Genre,
      live: row.retracted_at === null,
      lineage: lineageOf(db, row.article_id as string, row.derived_from as string | null, origins),
      sourceId: row.source_id as string,
      sourceName: row.source_name as string,
      reliability: row.reliability as Reliability,
      affiliation: row.affiliation as string | null,
    });
    found.set(claimId, evidence);
  }
  return found;
}

/** From an article to its root; `known` keeps what was looked up. */
function lineageOf(
  db: Connection,
  id: string,
  derivedFrom: string | null,
  known: Map<string, string | null>,
): string[] {
  const lineage = [id];
  known.set(id, derivedFrom);
  for (let next = derivedFrom; next !== null && !lineage.includes(next); ) {
    lineage.push(next);
    if (!known.has(next)) {
      const [row] = db.all('SELECT derived_from FROM article WHERE id = ?', next);
      known.set(next, (row?.derived_from as string | null | undefined) ?? null);
    }
    next = known.get(next) ?? null;
  }
  return lineage;
}
