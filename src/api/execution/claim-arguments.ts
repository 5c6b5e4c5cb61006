import { AscribeError } from '../../domain/errors.js';
import type { EntityKind, Predicate } from '../../domain/ontology.js';
import { type ClaimStatus, statuses } from '../../domain/records.js';
import type { ClaimFilter } from '../../store/store.js';
import { parseDate, parseIds, parseNonEmptyList, requireInRange } from './argument-checks.js';

export interface ClaimArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly predicates?: readonly Predicate[] | null;
  readonly subjectIds?: readonly string[] | null;
  readonly objectIds?: readonly string[] | null;
  readonly articleIds?: readonly string[] | null;
  readonly minConfidence?: number | null;
  readonly during?: string | null;
  readonly includeUndated?: boolean | null;
  readonly filter?: {
    readonly assessed?: boolean | null;
    readonly disagreesWithDerived?: boolean | null;
    readonly contested?: boolean | null;
  } | null;
}

/** The filter of a field's arguments, in canonical form, so that fields with equal arguments share one loader. Throws BAD_INPUT. */
export function parseClaimFilter(args: ClaimArguments): ClaimFilter {
  const { minConfidence } = args;
  if (minConfidence != null) requireInRange('minConfidence', minConfidence, { min: 0, max: 100 });
  const predicates = parseNonEmptyList('predicates', args.predicates);
  const subjectIds = parseIds('subjectIds', 'entity', args.subjectIds);
  const objectIds = parseIds('objectIds', 'entity', args.objectIds);
  const articleIds = parseIds('articleIds', 'article', args.articleIds);
  const { during, includeUndated } = args;
  const { assessed, disagreesWithDerived, contested } = args.filter ?? {};
  if (includeUndated === true && during == null)
    throw new AscribeError('BAD_INPUT', 'includeUndated is set without during; expected both, or neither');
  return {
    statuses: parseStatuses(args.statuses),
    ...(predicates && { predicates }),
    ...(subjectIds && { subjectIds }),
    ...(objectIds && { objectIds }),
    ...(articleIds && { articleIds }),
    ...(minConfidence != null && { minConfidence }),
    ...(during != null && {
      during: parseDate('during', during).text,
      includeUndated: includeUndated ?? false,
    }),
    ...(assessed != null && { assessed }),
    ...(disagreesWithDerived != null && { disagreesWithDerived }),
    ...(contested != null && { contested }),
  };
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
