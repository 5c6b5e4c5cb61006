import { parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf } from '../../domain/ids.js';
import type { EntityKind, Predicate } from '../../domain/ontology.js';
import { type ClaimStatus, statuses } from '../../domain/records.js';
import type { ClaimFilter } from '../../store/store.js';
import { requireInRange } from './in-range.js';

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

/** Most ids that one filter takes. */
export const MAX_IDS = 100;

/** The filter that a field was asked with. In one writing, so that equal questions share one loader. */
export function parseClaimFilter(args: ClaimArguments): ClaimFilter {
  const { minConfidence } = args;
  if (minConfidence != null) requireInRange('minConfidence', minConfidence, { least: 0, most: 100 });
  const predicates = parseNonEmptyList('predicates', args.predicates);
  const subjectIds = parseIds('subjectIds', 'entity', args.subjectIds);
  const objectIds = parseIds('objectIds', 'entity', args.objectIds);
  const articleIds = parseIds('articleIds', 'article', args.articleIds);
  const { during, includeUndated } = args;
  const { assessed, disagreesWithDerived, contested } = args.filter ?? {};
  if (includeUndated === true && during == null)
    throw new AscribeError('BAD_INPUT', 'includeUndated is given without during; expected both, or neither');
  return {
    statuses: parseStatuses(args.statuses),
    ...(predicates && { predicates }),
    ...(subjectIds && { subjectIds }),
    ...(objectIds && { objectIds }),
    ...(articleIds && { articleIds }),
    ...(minConfidence != null && { minConfidence }),
    ...(during != null && { during: parseEdtf(during).text, includeUndated: includeUndated ?? false }),
    ...(assessed != null && { assessed }),
    ...(disagreesWithDerived != null && { disagreesWithDerived }),
    ...(contested != null && { contested }),
  };
}

/** The kinds asked for, or undefined for all of them. */
export function parseKinds(
  kinds: readonly EntityKind[] | null | undefined,
): readonly EntityKind[] | undefined {
  return parseNonEmptyList('kinds', kinds);
}

/** Ids of one record type, or undefined where none were asked for. */
export function parseIds(
  argument: string,
  type: RecordType,
  ids: readonly string[] | null | undefined,
): readonly string[] | undefined {
  const wrong = ids?.find((id) => recordTypeOf(id) !== type);
  if (wrong !== undefined)
    throw new AscribeError('BAD_INPUT', `${argument}: "${wrong.slice(0, 140)}" is not the id of an ${type}`);
  if (ids != null && ids.length > MAX_IDS)
    throw new AscribeError('BAD_INPUT', `${argument} has ${ids.length} ids; expected at most ${MAX_IDS}`);
  return parseNonEmptyList(argument, ids);
}

export function parseStatuses(requested: readonly ClaimStatus[]): ClaimStatus[] {
  if (requested.length === 0)
    throw new AscribeError(
      'STATUSES_REQUIRED',
      `statuses is empty; expected at least one of ${statuses.join(', ')}`,
    );
  return [...new Set(requested)].sort();
}

/** An empty list would find nothing, and is more likely a slip than a wish. */
export function parseNonEmptyList<T extends string>(
  argument: string,
  values: readonly T[] | null | undefined,
): readonly T[] | undefined {
  if (values == null) return undefined;
  if (values.length > 0) return [...new Set(values)].sort();
  throw new AscribeError('BAD_INPUT', `${argument} is empty; leave it out for all`);
}
