import { compareClaims } from '../../domain/order.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter, Page, TimelineEntry, TimelineFilter } from '../store.js';
import { decodeCursor, toPage } from './cursor.js';
import { recheckFilter } from './recheck-filter.js';

/** A date as a store keeps it. */
export interface DateRow {
  readonly claimId: string;
  readonly orderKey: string;
  /** JSON of what was said. */
  readonly record: string;
  readonly start: string;
  readonly end: string;
}

/** The kinds that a link leads to the date of. */
export const EVENT_KINDS = ['ATTACK', 'EVENT'] as const;

/** What a timeline asks of the claims; its time is asked of their dates. */
export function timelineClaimFilter({ statuses, predicates, minConfidence }: TimelineFilter): ClaimFilter {
  return {
    statuses,
    ...(predicates !== undefined && { predicates }),
    ...(minConfidence !== undefined && { minConfidence }),
  };
}

/** The order key after which a page begins; all are greater than the empty one. Throws BAD_CURSOR. */
export const timelineStartKey = (after: string | null): string =>
  String(decodeCursor('timeline', after, [''])?.[0] ?? '');

/**
 * `rows` are one more than `first` where there are more; `claims` those of the rows by id; `links` all claims of the filter between
 * entities that were asked for and the `linkedSubjects`. A date whose claim or link went out of the filter since the rows were read is left out.
 */
export function timelinePage(
  filter: TimelineFilter,
  rows: readonly DateRow[],
  first: number,
  claims: ReadonlyMap<string, Claim>,
  links: readonly Claim[],
): Page<TimelineEntry> {
  const { entityIds } = filter;
  const strongest = strongestByEndpoint(links.filter((link) => recheckFilter(filter, link)));
  const entries = rows.flatMap(({ claimId, orderKey, record, start, end }) => {
    const claim = claims.get(claimId);
    if (!recheckFilter(filter, claim)) return [];
    const asked = entityIds === undefined || hasEndpoint(entityIds, claim);
    const via = asked ? null : strongest.get(claim.subjectId);
    if (via === undefined) return [];
    return [{ date: { ...JSON.parse(record), possible: { start, end }, orderKey }, claim, via }];
  });
  return {
    ...toPage('timeline', entries, first, ({ date }) => [date.orderKey]),
    hasNext: rows.length > first,
  };
}

/** Subjects of claims that have none of these entities at an end. */
export function linkedSubjectIds(claims: Iterable<Claim>, entityIds: readonly string[]): string[] {
  const linked = [...claims].filter((claim) => !hasEndpoint(entityIds, claim));
  return [...new Set(linked.map(({ subjectId }) => subjectId))];
}

const hasEndpoint = (entityIds: readonly string[], { subjectId, objectId }: Claim): boolean =>
  entityIds.some((id) => id === subjectId || id === objectId);

/** Of each entity the first, in the order of claims, of those at it. */
function strongestByEndpoint(links: readonly Claim[]): ReadonlyMap<string, Claim> {
  const last = [...links].sort(compareClaims).reverse();
  return new Map(last.flatMap((link) => [link.subjectId, link.objectId ?? ''].map((end) => [end, link])));
}
