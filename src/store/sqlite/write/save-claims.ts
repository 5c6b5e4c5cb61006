import { claimYears } from '../../../domain/claim-dates.js';
import { confidenceKey, statusRank } from '../../../domain/order.js';
import type { Citation, Claim } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import { checksumOfRow } from '../../sealed-json.js';
import type { SqliteConnection } from '../connection/connection.js';
import { digitsOf, IN_ID_LIST, idBytes, idList } from '../schema/compact-ids.js';
import {
  CHECKED_COLUMNS,
  citationColumns,
  formatPeriods,
  IN_JSON_LIST,
  jsonList,
} from '../schema/row-mapping.js';
import { archiveVersion } from './archive-version.js';
import { endDates, saveDates } from './dates.js';
import { removePeriods, savePeriods } from './periods.js';
import { indexQuotes } from './texts.js';

export function saveClaims(db: SqliteConnection, claims: readonly Claim[], now: string): void {
  archiveVersion(
    db,
    'claim',
    claims.map(({ id }) => id),
    now,
  );
  const recordedAt = Date.parse(now);
  for (const claim of claims) {
    const row = claimRow(claim, recordedAt);
    const values = CHECKED_COLUMNS.claim.map((column) => row[column]);
    db.run(SAVE_CLAIM, idBytes(claim.id), ...values.slice(1), checksumOfRow(values));
  }
  saveDates(db, claims, now);
  savePeriods(db, claims);
}

const DERIVED_COLUMNS = CHECKED_COLUMNS.claim.slice(CHECKED_COLUMNS.claim.indexOf('status_rank'));
const SAVE_CLAIM = `INSERT INTO claim (${CHECKED_COLUMNS.claim.join(', ')}, checksum)
  VALUES (${CHECKED_COLUMNS.claim.map(() => '?').join(', ')}, ?)
  ON CONFLICT (id) DO UPDATE SET ${[...DERIVED_COLUMNS, 'checksum'].map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** The columns of a claim, with the digits of its id. */
const claimRow = (
  claim: Claim,
  recordedAt: number,
): Readonly<Record<(typeof CHECKED_COLUMNS.claim)[number], string | number | null>> => ({
  id: digitsOf(claim.id),
  subject_id: claim.subjectId,
  predicate: claim.predicate,
  object_id: claim.objectId,
  value: claim.value === null ? null : JSON.stringify(claim.value),
  status_rank: statusRank(claim.status),
  derived_status_rank: statusRank(claim.derivedStatus),
  confidence_key: confidenceKey(claim.confidence),
  derived_confidence_key: confidenceKey(claim.derivedConfidence),
  assessment_id: claim.assessmentId,
  validity: JSON.stringify(claim.validity),
  periods: formatPeriods(claim.periods),
  dated: claim.periods.length === 0 ? 0 : 1,
  years: JSON.stringify(claimYears(claim).map((one) => [one.year, strengthOf(one)])),
  sole_article_id: claim.soleArticleId,
  sole_source_id: claim.soleSourceId,
  supporting_origins: claim.supportingOrigins,
  contested: claim.contested ? 1 : 0,
  first_known_at: claim.firstKnownAt,
  recorded_at: recordedAt,
});

export function removeClaims(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'claim', ids, now);
  endDates(db, ids, now);
  removePeriods(db, ids);
  db.run(`DELETE FROM claim WHERE id ${IN_ID_LIST}`, idList(ids));
}

export function addCitations(db: SqliteConnection, citations: readonly Citation[], now: string): void {
  const articleIds = jsonList([...new Set(citations.map(({ articleId }) => articleId))]);
  const articles = db.all(`SELECT id, key FROM article WHERE id ${IN_JSON_LIST}`, articleIds);
  const keys = new Map(articles.map(({ id, key }) => [id as string, key]));
  const recordedAt = Date.parse(now);
  for (const citation of citations) {
    const { id, claimId, articleId } = citation;
    const row = {
      ...{ id: digitsOf(id), claim_id: digitsOf(claimId), article_id: articleId, recorded_at: recordedAt },
      ...citationColumns(citation),
    };
    const values = CHECKED_COLUMNS.citation.map((column) => row[column]);
    const [articleKey, checksum] = [keys.get(articleId), checksumOfRow(values)];
    db.run(ADD_CITATION, idBytes(id), idBytes(claimId), articleKey, ...values.slice(3), checksum);
  }
  indexQuotes(db, citations);
}

const ADD_CITATION = `INSERT INTO citation (id, claim_id, article_key, ${CHECKED_COLUMNS.citation.slice(3).join(', ')}, checksum)
  VALUES (${CHECKED_COLUMNS.citation.map(() => '?').join(', ')}, ?)`;

export function removeCitations(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'citation', ids, now);
  db.run(`DELETE FROM citation WHERE id ${IN_ID_LIST}`, idList(ids));
}
