import { compareClaims } from '../../domain/order.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter, Page, PageRequest, TimelineEntry, TimelineFilter } from '../store.js';
import { decodeCursor, requireStatuses, toPage } from './cursor.js';
import type { DateRow, RunRead } from './read-port.js';
import { recheckFilter } from './recheck-filter.js';

/** The kinds whose date a claim can link to an entity. */
export const EVENT_KINDS = ['ATTACK', 'EVENT'] as const;

/** The part of the filter that applies to claims; `during` applies to their dates. */
export function timelineClaimFilter({ statuses, predicates, minConfidence }: TimelineFilter): ClaimFilter {
  return {
    statuses,
    ...(predicates !== undefined && { predicates }),
    ...(minConfidence !== undefined && { minConfidence }),
  };
}

/** One page of dates, with only the linking claims that this page needs. */
export async function readTimeline(
  run: RunRead,
  filter: TimelineFilter,
  { first, after }: PageRequest,
): Promise<Page<TimelineEntry>> {
  requireStatuses(filter.statuses);
  const { entityIds } = filter;
  // All order keys are greater than the empty one.
  const afterKey = String(decodeCursor('timeline', after, [''])?.[0] ?? '');
  return run(async (port) => {
    const rows = await port.dates(filter, afterKey, first + 1);
    const found = await port.byIds(
      'claims',
      rows.map(({ claimId }) => claimId),
    );
    const claims = new Map(found.flatMap((claim) => (claim === null ? [] : [[claim.id, claim]])));
    const subjectIds = entityIds === undefined ? [] : linkedSubjectIds(claims.values(), entityIds);
    const links = subjectIds.length === 0 ? [] : await port.linkingClaims(filter, subjectIds);
    return toTimelinePage(filter, rows, first, claims, links);
  });
}

/** `rows` has one more than `first` if there are more. Dates whose claim or link no longer matches the filter are dropped. */
function toTimelinePage(
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
    const isDirect = entityIds === undefined || hasEndpoint(entityIds, claim);
    const via = isDirect ? null : strongest.get(claim.subjectId);
    if (via === undefined) return [];
    return [{ date: { ...JSON.parse(record), possible: { start, end }, orderKey }, claim, via }];
  });
  return {
    ...toPage('timeline', entries, first, ({ date }) => [date.orderKey]),
    hasNext: rows.length > first,
  };
}

/** Subjects of claims that have none of these entities at an end. */
function linkedSubjectIds(claims: Iterable<Claim>, entityIds: readonly string[]): string[] {
  const linked = [...claims].filter((claim) => !hasEndpoint(entityIds, claim));
  return [...new Set(linked.map(({ subjectId }) => subjectId))];
}

const hasEndpoint = (entityIds: readonly string[], { subjectId, objectId }: Claim): boolean =>
  entityIds.some((id) => id === subjectId || id === objectId);

/** For each entity the first of its claims, in the order of claims. */
function strongestByEndpoint(links: readonly Claim[]): ReadonlyMap<string, Claim> {
  const weakestFirst = [...links].sort(compareClaims).reverse();
  return new Map(
    weakestFirst.flatMap((link) => [link.subjectId, link.objectId ?? ''].map((end) => [end, link])),
  );
}
