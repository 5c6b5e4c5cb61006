import { claimYears } from '../../../domain/claim-dates.js';
import { confidenceKey, statusRank } from '../../../domain/order.js';
import type { Citation, Claim } from '../../../domain/records.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import type { NewClaim } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_ID_LIST, idBytes, idList } from '../schema/compact-ids.js';
import {
  citationColumns,
  formatPeriods,
  IN_JSON_LIST,
  jsonList,
  rowChecksum,
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
  recorded_at: Date.parse(now),
});

const propositionColumns = ({ id, subjectId, predicate, objectId, value }: NewClaim) => ({
  id: idBytes(id),
  subject_id: subjectId,
  predicate,
  object_id: objectId,
  value: value === null ? null : JSON.stringify(value),
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
      ...{ id: idBytes(id), claim_id: idBytes(claimId), article_key: keys.get(articleId) },
      ...{ ...citationColumns(citation), recorded_at: recordedAt },
    };
    db.run(
      ADD_CITATION,
      ...CITATION_ROW.map((column) => row[column]),
      rowChecksum('citation', { ...row, article_id: articleId }),
    );
  }
  indexQuotes(db, citations);
}

const CITATION_ROW = [
  ...(['id', 'claim_id', 'article_key', 'order_key', 'quote_check', 'speaker_id'] as const),
  ...(['earlier_speakers', 'quote', 'more', 'recorded_at'] as const),
];
const ADD_CITATION = `INSERT INTO citation (${CITATION_ROW.join(', ')}, checksum) VALUES (${CITATION_ROW.map(() => '?').join(', ')}, ?)`;

export function removeCitations(db: SqliteConnection, ids: readonly string[], now: string): void {
  archiveVersion(db, 'citation', ids, now);
  db.run(`DELETE FROM citation WHERE id ${IN_ID_LIST}`, idList(ids));
}
