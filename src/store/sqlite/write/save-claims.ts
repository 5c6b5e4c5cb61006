import { claimYears } from '../../../domain/claim-dates.js';
import { citationRank, confidenceKey, statusRank } from '../../../domain/order.js';
import type { Citation, Claim } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import type { NewClaim } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { formatPeriods, IN_JSON_LIST, jsonList, rowChecksum, sealCitation } from '../schema/row-mapping.js';
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
  for (const claim of claims) {
    const proposition = propositionColumns(claim);
    const derived = derivedColumns(claim, now);
    db.run(
      SAVE_CLAIM,
      ...PROPOSITION_COLUMNS.map((column) => proposition[column]),
      ...DERIVED_COLUMNS.map((column) => derived[column]),
      rowChecksum('claim', { ...proposition, ...derived }),
    );
  }
  saveDates(db, claims, now);
  savePeriods(db, claims);
}

type DerivedColumn = (typeof DERIVED_COLUMNS)[number];

const DERIVED_COLUMNS = [
  ...([
    'status_rank',
    'derived_status_rank',
    'confidence_key',
    'derived_confidence_key',
    'assessment_id',
  ] as const),
  ...(['validity', 'periods', 'dated', 'years', 'sole_article_id', 'sole_source_id'] as const),
  ...(['supporting_origins', 'contested', 'first_known_at', 'recorded_at'] as const),
];
const PROPOSITION_COLUMNS = ['id', 'subject_id', 'predicate', 'object_id', 'value'] as const;
const CLAIM_COLUMNS = [...PROPOSITION_COLUMNS, ...DERIVED_COLUMNS, 'checksum'];
const SAVE_CLAIM = `INSERT INTO claim (${CLAIM_COLUMNS.join(', ')}) VALUES (${CLAIM_COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${[...DERIVED_COLUMNS, 'checksum'].map((column) => `${column} = excluded.${column}`).join(', ')}`;

const derivedColumns = (
  claim: Claim,
  now: string,
): Readonly<Record<DerivedColumn, string | number | null>> => ({
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
  recorded_at: now,
});

const propositionColumns = ({ id, subjectId, predicate, objectId, value }: NewClaim) => ({
  id,
  subject_id: subjectId,
  predicate,
  object_id: objectId,
  value: value === null ? null : JSON.stringify(value),
});

export function removeClaims(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'claim', ids, now);
  endDates(db, ids, now);
  removePeriods(db, ids);
  db.run(`DELETE FROM claim WHERE id ${IN_JSON_LIST}`, jsonList(ids));
}

export function addCitations(db: SqliteConnection, citations: readonly Citation[], now: string): void {
  for (const citation of citations) {
    const row = citationColumns(citation, now);
    db.run(
      `INSERT INTO citation (id, claim_id, article_id, order_key, speaker_id, earlier_speakers, record, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      row.id,
      row.claim_id,
      row.article_id,
      row.order_key,
      row.speaker_id,
      row.earlier_speakers,
      sealCitation(citation, now),
      row.recorded_at,
    );
  }
  indexQuotes(db, citations);
}

/** The columns that repeat what the record of a citation says. */
export const citationColumns = (
  { id, claimId, articleId, assertedBy, ...rest }: Citation,
  recordedAt: string,
) => ({
  id,
  claim_id: claimId,
  article_id: articleId,
  order_key: citationRank(rest),
  speaker_id: assertedBy.at(-1) ?? null,
  earlier_speakers: assertedBy.length > 1 ? JSON.stringify(assertedBy.slice(0, -1)) : null,
  recorded_at: recordedAt,
});

export function removeCitations(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'citation', ids, now);
  db.run(`DELETE FROM citation WHERE id ${IN_JSON_LIST}`, jsonList(ids));
}
