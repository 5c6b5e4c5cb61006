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
    organOf: row.organ_of === null ? [] : parseJson(row.organ_of),
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
    contested: row.contested === 1,
    firstKnownAt: row.first_known_at as string,
  };
}
