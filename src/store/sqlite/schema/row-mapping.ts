import type { EntityKind, Predicate } from '../../../domain/ontology.js';
import {
  citationAtRank,
  citationRank,
  confidenceKey,
  statusAtRank,
  statusRank,
} from '../../../domain/order.js';
import type {
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  EffectiveStatus,
  Entity,
  Period,
  Reliability,
  Source,
} from '../../../domain/records.js';
import { quoteChecks } from '../../../domain/records.js';
import { STATUS_STEP, strengthOf } from '../../../domain/traversal/edge.js';
import { damageError } from '../../damage.js';
import { checksumOfRow, openSealed, sealJson } from '../../sealed-json.js';
import type { Row } from '../connection/connection.js';
import { timeOfMs } from './as-of.js';
import { citationIdOf, claimIdOf, DIGITS, hexOf, idBytes, isBytes } from './compact-ids.js';

/** A list as one parameter, for `IN_JSON_LIST`. */
export const jsonList = (values: readonly (string | number)[]): string => JSON.stringify(values);
export const IN_JSON_LIST = 'IN (SELECT value FROM json_each(?))';

const parseJson = <T>(value: unknown): T => JSON.parse(value as string) as T;

export function toEntity(row: Row): Entity {
  requireChecksum('entity', row);
  return {
    id: row.id as string,
    kind: row.kind as EntityKind,
    name: row.name as string,
    aliases: parseJson(row.aliases),
    description: row.description as string | null,
    identifiers: parseJson(row.identifiers),
    organOf: row.organ_of === null ? [] : parseJson(row.organ_of),
  };
}

export function toSource(row: Row): Source {
  requireChecksum('source', row);
  return {
    id: row.id as string,
    name: row.name as string,
    reliability: row.reliability as Reliability,
    affiliation: row.affiliation as string | null,
  };
}

export const toArticle = (row: Row): Article => openSealed(row.record);
export const toAssessment = (row: Row): Assessment => ({
  ...openSealed<Assessment>(row.record),
  // As of an earlier time, one that ended later was still in force.
  ...(row.in_force === 1 && { endedAt: null, end: null }),
});

/** The article of a citation. */
export const ARTICLE_ID = '(SELECT article.id FROM article WHERE key = article_key) AS article_id';
/** The columns that `toCitation` reads. */
export const CITATION_COLUMNS = `${DIGITS('id')}, ${DIGITS('claim_id')}, ${ARTICLE_ID}, order_key, recorded_at,
  quote_check, speaker_id, earlier_speakers, quote, more, checksum`;
/** The condition that an article of a list has the citation. */
export const CITED_IN_LIST = `article_key IN (SELECT key FROM article WHERE id ${IN_JSON_LIST})`;

/** What most citations say: the column `more` leaves it out. */
const COMMON_CITATION = {
  locator: { start: null, end: null, paragraph: null, page: null },
  validFrom: null,
  validTo: null,
  annotator: null,
  annotatedAt: null,
  note: null,
} as const satisfies Partial<Citation>;

/** The columns of what a citation says. Those with ids of other records are apart. */
export function citationColumns(citation: Citation) {
  const { quote, locator, quoteCheck, assertedBy, validFrom, validTo, annotator, annotatedAt, note } =
    citation;
  const more = without({ locator, validFrom, validTo, annotator, annotatedAt, note }, COMMON_CITATION);
  return {
    order_key: citationRank(citation),
    quote_check: quoteChecks.indexOf(quoteCheck),
    speaker_id: assertedBy.at(-1) ?? null,
    earlier_speakers: assertedBy.length > 1 ? JSON.stringify(assertedBy.slice(0, -1)) : null,
    quote,
    more: Object.keys(more).length === 0 ? null : JSON.stringify(more),
  };
}

/** The properties that differ from the common ones. */
function without<T extends object>(record: T, common: Readonly<Record<string, unknown>>): Partial<T> {
  const own: Partial<T> = {};
  for (const key of Object.keys(record) as (keyof T & string)[]) {
    const [value, other] = [record[key] as unknown, common[key]];
    if (value !== other && !(isObject(value) && JSON.stringify(value) === JSON.stringify(other)))
      own[key] = record[key];
  }
  return own;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

export function toCitation(row: Row): Citation {
  requireChecksum('citation', row);
  const { stance, modality, credibility } = citationAtRank(row.order_key as number);
  const more = { ...COMMON_CITATION, ...(row.more === null ? {} : parseJson<Partial<Citation>>(row.more)) };
  const earlier = row.earlier_speakers === null ? [] : parseJson<string[]>(row.earlier_speakers);
  return {
    id: citationIdOf(row.id),
    claimId: claimIdOf(row.claim_id),
    articleId: row.article_id as string,
    quote: row.quote as string,
    locator: more.locator,
    quoteCheck: quoteChecks[row.quote_check as number] as Citation['quoteCheck'],
    stance,
    modality,
    assertedBy: row.speaker_id === null ? [] : [...earlier, row.speaker_id as string],
    credibility,
    validFrom: more.validFrom,
    validTo: more.validTo,
    annotator: more.annotator,
    annotatedAt: more.annotatedAt,
    note: more.note,
  };
}

/** The columns of what a change says. */
export const changeColumns = ({
  claimId,
  at,
  subjectId,
  predicate,
  objectId,
  value,
  from,
  to,
}: ClaimChange) => ({
  claim_id: idBytes(claimId),
  at: Date.parse(at),
  subject_id: subjectId,
  predicate,
  object_id: objectId,
  value: value === null ? null : JSON.stringify(value),
  from_status_rank: from === null ? null : statusRank(from.status),
  from_confidence_key: from === null ? null : confidenceKey(from.confidence),
  to_status_rank: statusRank(to?.status ?? 'RETRACTED'),
  to_confidence_key: to === null ? null : confidenceKey(to.confidence),
});
type ChangeColumn = keyof ReturnType<typeof changeColumns>;
export const CHANGE_COLUMNS: readonly ChangeColumn[] = [
  ...(['claim_id', 'at', 'subject_id', 'predicate', 'object_id', 'value'] as const),
  ...(['from_status_rank', 'from_confidence_key', 'to_status_rank', 'to_confidence_key'] as const),
];
const columnsOfChange = (row: Row): string =>
  JSON.stringify(CHANGE_COLUMNS.map((column) => (column === 'claim_id' ? hexOf(row.claim_id) : row[column])));

/** What most causes say: their records leave it out. */
const COMMON_CAUSE = {
  kind: 'IMPORT',
  articleIds: [],
  analyst: null,
  policyVersion: null,
} as const satisfies ClaimChange['cause'];

/** The record of a change: its cause. `row`: its columns. */
export const sealChange = (change: ClaimChange, row = changeColumns(change)): string =>
  sealJson(without(change.cause, COMMON_CAUSE), '', columnsOfChange(row));

/** Reads `CHANGE_COLUMNS` and `record`. */
export function toChange(row: Row): ClaimChange {
  const claimId = claimIdOf(row.claim_id);
  const cause = openSealed<Partial<ClaimChange['cause']>>(row.record, claimId, columnsOfChange(row));
  const statusOf = (rank: unknown, key: unknown): EffectiveStatus | null =>
    key === null ? null : { status: statusAtRank(rank as number), confidence: confidenceFromKey(key) };
  return {
    claimId,
    subjectId: row.subject_id as string,
    predicate: row.predicate as Predicate,
    objectId: row.object_id as string | null,
    value: row.value === null ? null : parseJson(row.value),
    at: timeOfMs(row.at),
    from: statusOf(row.from_status_rank, row.from_confidence_key),
    to: statusOf(row.to_status_rank, row.to_confidence_key),
    // In the order of a new change, so that its JSON is the same.
    cause: { ...COMMON_CAUSE, ...cause },
  };
}

/** The columns of records that are stored as columns, each covered by the checksum of the row. */
export const CHECKED_COLUMNS = {
  entity: ['id', 'kind', 'name', 'aliases', 'description', 'identifiers', 'organ_of', 'recorded_at'],
  source: ['id', 'name', 'reliability', 'affiliation', 'recorded_at'],
  citation: [
    ...['id', 'claim_id', 'article_id', 'order_key', 'recorded_at', 'quote_check', 'speaker_id'],
    ...['earlier_speakers', 'quote', 'more'],
  ],
  claim: [
    ...[
      'id',
      'subject_id',
      'predicate',
      'object_id',
      'value',
      'status_rank',
      'derived_status_rank',
      'confidence_key',
    ],
    ...[
      'derived_confidence_key',
      'assessment_id',
      'validity',
      'periods',
      'dated',
      'years',
      'sole_article_id',
    ],
    ...['sole_source_id', 'supporting_origins', 'contested', 'first_known_at', 'recorded_at'],
  ],
} as const;

/** The columns that `toClaim` reads. */
export const CLAIM_COLUMNS = [DIGITS('id'), ...CHECKED_COLUMNS.claim.slice(1), 'checksum'].join(', ');

export const rowChecksum = (table: keyof typeof CHECKED_COLUMNS, row: Row): number =>
  checksumOfRow(
    CHECKED_COLUMNS[table].map((column) => (isBytes(row[column]) ? hexOf(row[column]) : row[column])),
  );

function requireChecksum(table: keyof typeof CHECKED_COLUMNS, row: Row): void {
  if (row.checksum !== rowChecksum(table, row))
    throw damageError(`the record ${nameOfId(table, row.id)} is damaged (its checksum is wrong)`);
}

function nameOfId(table: keyof typeof CHECKED_COLUMNS, id: unknown): string {
  if (table === 'citation') return citationIdOf(id);
  return table === 'claim' ? claimIdOf(id) : String(id);
}

const confidenceFromKey = (key: unknown): number | null =>
  (key as number) > 100 ? null : 100 - (key as number);

const effectiveStatus = (strength: number): EffectiveStatus => ({
  status: statusAtRank(Math.floor(strength / STATUS_STEP)),
  confidence: confidenceFromKey(strength % STATUS_STEP),
});

/** What a row of `claim_period` is about. */
export const PERIOD_KINDS = { possible: 0, known: 1, both: 2 } as const;

/** A period as a claim keeps it: start and end as sort keys, known and possible strength. */
type PeriodRow = readonly [start: string, end: string, known: number | null, possible: number];

export const formatPeriods = (periods: readonly Period[]): string =>
  JSON.stringify(
    periods.map(
      ({ start, end, known, possible }): PeriodRow => [
        start,
        end,
        known && strengthOf(known),
        strengthOf(possible),
      ],
    ),
  );

const parsePeriods = (text: unknown): readonly Period[] =>
  parseJson<readonly PeriodRow[]>(text).map(([start, end, known, possible]) => ({
    start,
    end,
    known: known === null ? null : effectiveStatus(known),
    possible: effectiveStatus(possible),
  }));

export function toClaim(row: Row): Claim {
  requireChecksum('claim', row);
  return {
    id: claimIdOf(row.id),
    subjectId: row.subject_id as string,
    predicate: row.predicate as Predicate,
    objectId: row.object_id as string | null,
    value: row.value === null ? null : parseJson(row.value),
    status: statusAtRank(row.status_rank as number),
    derivedStatus: statusAtRank(row.derived_status_rank as number),
    confidence: confidenceFromKey(row.confidence_key),
    derivedConfidence: confidenceFromKey(row.derived_confidence_key),
    assessmentId: row.assessment_id as string | null,
    validity: parseJson(row.validity),
    periods: parsePeriods(row.periods),
    soleArticleId: row.sole_article_id as string | null,
    soleSourceId: row.sole_source_id as string | null,
    supportingOrigins: row.supporting_origins as number,
    contested: row.contested === 1,
    firstKnownAt: row.first_known_at as string,
  };
}
