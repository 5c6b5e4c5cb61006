import { claimYears } from '../../../domain/claim-dates.js';
import { citationRank, confidenceKey, statusRank } from '../../../domain/order.js';
import type { Citation, Claim } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import type { NewClaim } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { formatPeriods, IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { archiveVersion } from './archive-version.js';
import { endDates, saveDates } from './dates.js';
import { removePeriods, savePeriods } from './periods.js';
import { indexQuote } from './texts.js';

/** Inserts the claims that the store lacks. They have no status until they are derived. */
export function addClaims(db: SqliteConnection, claims: readonly NewClaim[], now: string): void {
  for (const { id, subjectId, predicate, objectId, value } of claims) {
    db.run(
      `INSERT INTO claim (id, subject_id, predicate, object_id, value, recorded_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
      id,
      subjectId,
      predicate,
      objectId,
      value === null ? null : JSON.stringify(value),
      now,
    );
  }
}

export function saveClaims(db: SqliteConnection, claims: readonly Claim[], now: string): void {
  for (const claim of claims) {
    archiveVersion(db, 'claim', [claim.id], now);
    db.run(
      `UPDATE claim SET status_rank = ?, derived_status_rank = ?, confidence_key = ?, derived_confidence_key = ?,
         assessment_id = ?, validity = ?, periods = ?, dated = ?, years = ?, sole_article_id = ?, sole_source_id = ?, contested = ?,
         first_known_at = ?, recorded_at = ?
       WHERE id = ?`,
      statusRank(claim.status),
      statusRank(claim.derivedStatus),
      confidenceKey(claim.confidence),
      confidenceKey(claim.derivedConfidence),
      claim.assessmentId,
      JSON.stringify(claim.validity),
      formatPeriods(claim.periods),
      claim.periods.length === 0 ? 0 : 1,
      JSON.stringify(claimYears(claim).map((one) => [one.year, strengthOf(one)])),
      claim.soleArticleId,
      claim.soleSourceId,
      claim.contested ? 1 : 0,
      claim.firstKnownAt,
      now,
      claim.id,
    );
    saveDates(db, claim, now);
    savePeriods(db, claim);
  }
}

export function removeClaims(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'claim', ids, now);
  endDates(db, ids, now);
  removePeriods(db, ids);
  db.run(`DELETE FROM claim WHERE id ${IN_JSON_LIST}`, jsonList(ids));
}

export function addCitations(db: SqliteConnection, citations: readonly Citation[], now: string): void {
  for (const citation of citations) {
    db.run(
      `INSERT INTO citation (id, claim_id, article_id, order_key, speaker_id, earlier_speakers, record, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      citation.id,
      citation.claimId,
      citation.articleId,
      citationRank(citation),
      citation.assertedBy.at(-1) ?? null,
      citation.assertedBy.length > 1 ? JSON.stringify(citation.assertedBy.slice(0, -1)) : null,
      JSON.stringify(citation),
      now,
    );
    indexQuote(db, citation);
  }
}

export function removeCitations(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'citation', ids, now);
  db.run(`DELETE FROM citation WHERE id ${IN_JSON_LIST}`, jsonList(ids));
}
