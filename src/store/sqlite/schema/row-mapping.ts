import type { EntityKind, Predicate } from '../../../domain/ontology.js';
import { statusAtRank } from '../../../domain/order.js';
import type {
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  Entity,
  Reliability,
  Source,
} from '../../../domain/records.js';
import type { Row } from '../connection/connection.js';

/** A list as one parameter, for `IN_JSON_LIST`. */
export const jsonList = (values: readonly (string | number)[]): string => JSON.stringify(values);
export const IN_JSON_LIST = 'IN (SELECT value FROM json_each(?))';

const parseJson = <T>(value: unknown): T => JSON.parse(value as string) as T;

export function toEntity(row: Row): Entity {
  return {
    id: row.id as string,
    kind: row.kind as EntityKind,
    name: row.name as string,
    aliases: parseJson(row.aliases),
    description: row.description as string | null,
    identifiers: parseJson(row.identifiers),
  };
}

export function toSource(row: Row): Source {
  return {
    id: row.id as string,
    name: row.name as string,
    reliability: row.reliability as Reliability,
    affiliation: row.affiliation as string | null,
  };
}

export const toArticle = (row: Row): Article => parseJson(row.record);
export const toCitation = (row: Row): Citation => parseJson(row.record);
export const toChange = (row: Row): ClaimChange => parseJson(row.record);
export const toAssessment = (row: Row): Assessment => parseJson(row.record);

const confidenceFromKey = (key: unknown): number | null =>
  (key as number) > 100 ? null : 100 - (key as number);

export function toClaim(row: Row): Claim {
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
    periods: parseJson(row.periods),
    soleArticleId: row.sole_article_id as string | null,
    soleSourceId: row.sole_source_id as string | null,
    contested: row.contested === 1,
    firstKnownAt: row.first_known_at as string,
  };
}
