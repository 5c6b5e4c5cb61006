import { parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf } from '../../domain/ids.js';
import type { EntityKind, Predicate } from '../../domain/ontology.js';
import { type ClaimStatus, statuses } from '../../domain/records.js';
import type { ClaimFilter } from '../../store/store.js';
import { within } from './in-range.js';

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
export function claimFilterOf(asked: ClaimArguments): ClaimFilter {
  const { minConfidence } = asked;
  if (minConfidence != null) within('minConfidence', minConfidence, { least: 0, most: 100 });
  const predicates = chosen('predicates', asked.predicates);
  const subjectIds = idsOf('subjectIds', 'entity', asked.subjectIds);
  const objectIds = idsOf('objectIds', 'entity', asked.objectIds);
  const articleIds = idsOf('articleIds', 'article', asked.articleIds);
  const { during, includeUndated } = asked;
  const { assessed, disagreesWithDerived, contested } = asked.filter ?? {};
  if (includeUndated === true && during == null)
    throw new AscribeError('BAD_INPUT', 'includeUndated is given without during; expected both, or neither');
  return {
    statuses: statusesOf(asked.statuses),
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
export function kindsOf(kinds: readonly EntityKind[] | null | undefined): readonly EntityKind[] | undefined {
  return chosen('kinds', kinds);
}

/** Ids of one record type, or undefined where none were asked for. */
export function idsOf(
  argument: string,
  type: RecordType,
  ids: readonly string[] | null | undefined,
): readonly string[] | undefined {
  const wrong = ids?.find((id) => recordTypeOf(id) !== type);
  if (wrong !== undefined)
    throw new AscribeError('BAD_INPUT', `${argument}: "${wrong.slice(0, 140)}" is not the id of an ${type}`);
  if (ids != null && ids.length > MAX_IDS)
    throw new AscribeError('BAD_INPUT', `${argument} has ${ids.length} ids; expected at most ${MAX_IDS}`);
  return chosen(argument, ids);
}

export function statusesOf(asked: readonly ClaimStatus[]): ClaimStatus[] {
  if (asked.length === 0)
    throw new AscribeError(
      'STATUSES_REQUIRED',
      `statuses is empty; expected at least one of ${statuses.join(', ')}`,
    );
  return [...new Set(asked)].sort();
}

/** An empty list would find nothing, and is more likely a slip than a wish. */
export function chosen<T extends string>(
  argument: string,
  asked: readonly T[] | null | undefined,
): readonly T[] | undefined {
  if (asked == null) return undefined;
  if (asked.length > 0) return [...new Set(asked)].sort();
  throw new AscribeError('BAD_INPUT', `${argument} is empty; leave it out for all`);
}
