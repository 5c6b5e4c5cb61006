import { AscribeError } from '../../domain/errors.js';
import {
  type EntityKind,
  type Predicate,
  type PredicateFamily,
  predicateDefinition,
  predicates,
  withNarrower,
} from '../../domain/ontology.js';
import {
  type ClaimStatus,
  type ConfidenceLevel,
  type Genre,
  type Modality,
  type Stance,
  statuses,
} from '../../domain/records.js';
import { parseTimestamp } from '../../domain/timestamp.js';
import type { CitationFilter, ClaimFilter, PropositionFilter } from '../../store/store.js';
import { parseDate, parseIds, parseNonEmptyList, requireInRange } from './argument-checks.js';

/** The input `ChangeWhere`. */
export interface PropositionConditions {
  readonly predicates?: readonly Predicate[] | null;
  readonly families?: readonly PredicateFamily[] | null;
  readonly notFamilies?: readonly PredicateFamily[] | null;
  readonly subjectIds?: readonly string[] | null;
  readonly objectIds?: readonly string[] | null;
  readonly entityIds?: readonly string[] | null;
}

/** The input `ClaimWhere`. */
export interface ClaimConditions extends PropositionConditions {
  readonly kinds?: readonly EntityKind[] | null;
  readonly speakerIds?: readonly string[] | null;
  readonly stances?: readonly Stance[] | null;
  readonly modalities?: readonly Modality[] | null;
  readonly articleIds?: readonly string[] | null;
  readonly sourceIds?: readonly string[] | null;
  readonly genres?: readonly Genre[] | null;
  readonly publishedDuring?: string | null;
  readonly minOrigins?: number | null;
  readonly hasSoleArticle?: boolean | null;
  readonly hasSoleSource?: boolean | null;
  readonly recordedSince?: string | null;
  readonly recordedUntil?: string | null;
  readonly minConfidence?: number | null;
  readonly maxConfidence?: number | null;
  readonly confidenceLevels?: readonly ConfidenceLevel[] | null;
  readonly during?: string | null;
  readonly includeUndated?: boolean | null;
  readonly assessed?: boolean | null;
  readonly disagreesWithDerived?: boolean | null;
  readonly contested?: boolean | null;
}

export interface ClaimArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly where?: ClaimConditions | null;
}

/** The filter of a field's arguments, in canonical form, so that fields with equal arguments share one loader. Throws BAD_INPUT. */
export function parseClaimFilter({ statuses, where }: ClaimArguments): ClaimFilter {
  const conditions = where ?? {};
  const kinds = parseKinds(conditions.kinds);
  return {
    statuses: parseStatuses(statuses),
    ...parsePropositionFilter(conditions),
    ...(kinds && { kinds }),
    ...parseCitationFilter(conditions),
    ...parseConfidences(conditions),
    ...parseWindow(conditions),
    ...parseFlags(conditions),
    ...(conditions.minOrigins != null && {
      minOrigins: requireInRange('minOrigins', conditions.minOrigins, { min: 1, max: 1000 }),
    }),
    ...(conditions.recordedSince != null && {
      recordedSince: parseTimestamp('recordedSince', conditions.recordedSince),
    }),
    ...(conditions.recordedUntil != null && {
      recordedUntil: parseTimestamp('recordedUntil', conditions.recordedUntil),
    }),
  };
}

function parseCitationFilter(where: ClaimConditions): CitationFilter {
  const speakerIds = parseIds('speakerIds', 'entity', where.speakerIds);
  const stances = parseNonEmptyList('stances', where.stances);
  const modalities = parseNonEmptyList('modalities', where.modalities);
  const articleIds = parseIds('articleIds', 'article', where.articleIds);
  const sourceIds = parseIds('sourceIds', 'source', where.sourceIds);
  const genres = parseNonEmptyList('genres', where.genres);
  return {
    ...(speakerIds && { speakerIds }),
    ...(stances && { stances }),
    ...(modalities && { modalities }),
    ...(articleIds && { articleIds }),
    ...(sourceIds && { sourceIds }),
    ...(genres && { genres }),
    ...(where.publishedDuring != null && {
      publishedDuring: parseDate('publishedDuring', where.publishedDuring).text,
    }),
  };
}

const FLAGS = [
  'hasSoleArticle',
  'hasSoleSource',
  'assessed',
  'disagreesWithDerived',
  'contested',
] as const satisfies readonly (keyof ClaimConditions)[];

const parseFlags = (where: ClaimConditions): Partial<Record<(typeof FLAGS)[number], boolean>> =>
  Object.fromEntries(FLAGS.flatMap((flag) => (where[flag] == null ? [] : [[flag, where[flag]]])));

/** The conditions on what claims state. Throws BAD_INPUT. */
export function parsePropositionFilter(where: PropositionConditions): PropositionFilter {
  const names = parsePredicates(where);
  const subjectIds = parseIds('subjectIds', 'entity', where.subjectIds);
  const objectIds = parseIds('objectIds', 'entity', where.objectIds);
  const entityIds = parseIds('entityIds', 'entity', where.entityIds);
  return {
    ...(names && { predicates: names }),
    ...(subjectIds && { subjectIds }),
    ...(objectIds && { objectIds }),
    ...(entityIds && { entityIds }),
  };
}

/** The requested predicates that are in the requested families; undefined for all. Empty if no predicate meets all conditions. */
function parsePredicates(where: PropositionConditions): readonly Predicate[] | undefined {
  const requested = parseNonEmptyList('predicates', where.predicates);
  const families = parseNonEmptyList('families', where.families);
  const notFamilies = parseNonEmptyList('notFamilies', where.notFamilies);
  if (families === undefined && notFamilies === undefined) return requested;
  return (requested === undefined ? predicates : withNarrower(requested))
    .filter((name) => {
      const { family } = predicateDefinition(name);
      return families?.includes(family) !== false && notFamilies?.includes(family) !== true;
    })
    .sort();
}

function parseConfidences({ minConfidence, maxConfidence, ...where }: ClaimConditions) {
  const bounds = { min: 0, max: 100 };
  if (minConfidence != null) requireInRange('minConfidence', minConfidence, bounds);
  if (maxConfidence != null) requireInRange('maxConfidence', maxConfidence, bounds);
  if (minConfidence != null && maxConfidence != null && minConfidence > maxConfidence)
    throw new AscribeError(
      'BAD_INPUT',
      `minConfidence is ${minConfidence}; expected at most maxConfidence, ${maxConfidence}`,
    );
  const confidenceLevels = parseNonEmptyList('confidenceLevels', where.confidenceLevels);
  return {
    ...(confidenceLevels && { confidenceLevels }),
    ...(minConfidence != null && { minConfidence }),
    ...(maxConfidence != null && { maxConfidence }),
  };
}

function parseWindow({ during, includeUndated }: ClaimConditions) {
  if (during != null)
    return { during: parseDate('during', during).text, includeUndated: includeUndated ?? false };
  if (includeUndated === true)
    throw new AscribeError('BAD_INPUT', 'includeUndated is set without during; expected both, or neither');
  return {};
}

/** The requested kinds; undefined for all. */
export function parseKinds(
  kinds: readonly EntityKind[] | null | undefined,
): readonly EntityKind[] | undefined {
  return parseNonEmptyList('kinds', kinds);
}

/** Sorted, without duplicates; throws STATUSES_REQUIRED if empty. */
export function parseStatuses(requested: readonly ClaimStatus[]): ClaimStatus[] {
  if (requested.length === 0)
    throw new AscribeError(
      'STATUSES_REQUIRED',
      `statuses is empty; expected at least one of ${statuses.join(', ')}`,
    );
  return [...new Set(requested)].sort();
}
