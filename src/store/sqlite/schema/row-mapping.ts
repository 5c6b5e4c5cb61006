import type { EntityKind, Predicate } from '../../../domain/ontology.js';
import { statusAtRank } from '../../../domain/order.js';
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
import { STATUS_STEP, strengthOf } from '../../../domain/traversal/edge.js';
import { damageError } from '../../damage.js';
import { checksumOfRow, openSealed, sealJson } from '../../sealed-json.js';
import type { Row } from '../connection/connection.js';

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

/** The columns that `toCitation` reads. */
export const CITATION_COLUMNS = 'id, claim_id, article_id, recorded_at, record';

/** What most citations say: their records leave it out. In the order of the keys of a citation. */
const COMMON_CITATION = {
  quote: '',
  locator: { start: null, end: null, paragraph: null, page: null },
  quoteCheck: 'VERIFIED',
  stance: 'SUPPORTS',
  modality: 'REPORTED_AS_FACT',
  assertedBy: [],
  credibility: 6,
  validFrom: null,
  validTo: null,
  annotator: null,
  annotatedAt: null,
  note: null,
} as const satisfies Omit<Citation, 'id' | 'claimId' | 'articleId'>;

const coveredColumns = (...values: readonly unknown[]): string => values.map((value) => `${value} `).join('');

/** The properties that differ from the common ones. */
function without<T extends object>(record: T, common: Readonly<Record<string, unknown>>): Partial<T> {
  const own = Object.entries(record).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(common[key]),
  );
  return Object.fromEntries(own) as Partial<T>;
}

/** The record of a citation, without what its columns say and what most citations say. */
export function sealCitation({ id, claimId, articleId, ...rest }: Citation, recordedAt: string): string {
  return sealJson(
    { quote: rest.quote, ...without(rest, COMMON_CITATION) },
    '',
    coveredColumns(id, claimId, articleId, recordedAt),
  );
}

export function toCitation({ id, claim_id, article_id, recorded_at, record }: Row): Citation {
  const columns = coveredColumns(id, claim_id, article_id, recorded_at);
  const own = openSealed<Partial<Citation>>(record, id as string, columns);
  return {
    id: id as string,
    claimId: claim_id as string,
    articleId: article_id as string,
    ...COMMON_CITATION,
    ...own,
  };
}

/** The columns that `toChange` reads. */
export const CHANGE_COLUMNS = 'claim_id, at, subject_id, object_id, record';

/** What most changes say: their records leave it out. */
const COMMON_CHANGE = { value: null, from: null } as const satisfies Partial<ClaimChange>;
const COMMON_CAUSE = { articleIds: [], analyst: null, policyVersion: null } as const satisfies Partial<
  ClaimChange['cause']
>;

/** The record of a change, without what its columns say and what most changes say. */
export function sealChange({ claimId, at, subjectId, objectId, cause, ...rest }: ClaimChange): string {
  const record = { ...without(rest, COMMON_CHANGE), cause: without(cause, COMMON_CAUSE) };
  return sealJson(record, '', coveredColumns(claimId, at, subjectId, objectId));
}

export function toChange({ claim_id, at, subject_id, object_id, record }: Row): ClaimChange {
  const columns = coveredColumns(claim_id, at, subject_id, object_id);
  const { predicate, value, from, to, cause } = {
    ...COMMON_CHANGE,
    ...openSealed<Pick<ClaimChange, 'predicate' | 'to' | 'cause'>>(record, claim_id as string, columns),
  };
  return {
    claimId: claim_id as string,
    subjectId: subject_id as string,
    predicate,
    objectId: object_id as string | null,
    value,
    at: at as string,
    from,
    to,
    cause: { ...COMMON_CAUSE, ...cause },
  };
}

/** The columns of records that are stored as columns, each covered by the checksum of the row. */
export const CHECKED_COLUMNS = {
  entity: ['id', 'kind', 'name', 'aliases', 'description', 'identifiers', 'organ_of', 'recorded_at'],
  source: ['id', 'name', 'reliability', 'affiliation', 'recorded_at'],
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

export const rowChecksum = (table: keyof typeof CHECKED_COLUMNS, row: Row): number =>
  checksumOfRow(CHECKED_COLUMNS[table].map((column) => row[column]));

function requireChecksum(table: keyof typeof CHECKED_COLUMNS, row: Row): void {
  if (row.checksum !== rowChecksum(table, row))
    throw damageError(`the record ${String(row.id)} is damaged (its checksum is wrong)`);
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
    id: row.id as string,
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
