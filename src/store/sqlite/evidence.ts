import type { Evidence } from '../../domain/evidence.js';
import type { Genre, Reliability } from '../../domain/records.js';
import { lineageOf } from '../lineage.js';
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
  const originals = new Map(
    rows.map((row) => [row.article_id as string, row.derived_from as string | null] as const),
  );
  lookUpOriginals(db, originals);
  const found = new Map<string, Evidence[]>();
  for (const row of rows) {
    const claimId = row.claim_id as string;
    const evidence = found.get(claimId) ?? [];
    evidence.push({
      citation: toCitation(row),
      genre: row.genre as Genre,
      live: row.retracted_at === null,
      lineage: lineageOf(row.article_id as string, originals),
      sourceId: row.source_id as string,
      sourceName: row.source_name as string,
      reliability: row.reliability as Reliability,
      affiliation: row.affiliation as string | null,
    });
    found.set(claimId, evidence);
  }
  return found;
}

/** Fills in from what each article derives, up to its root. */
function lookUpOriginals(db: Connection, originals: Map<string, string | null>): void {
  // A map goes on over what is added to it on the way.
  for (const original of originals.values()) {
    if (original === null || originals.has(original)) continue;
    const [row] = db.all('SELECT derived_from FROM article WHERE id = ?', original);
    originals.set(original, (row?.derived_from as string | null | undefined) ?? null);
  }
}
