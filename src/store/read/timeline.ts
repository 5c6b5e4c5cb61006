import { claimInSpan } from '../../domain/claim-window.js';
import { compareClaims } from '../../domain/order.js';
import type { Claim, Validity } from '../../domain/records.js';
import { knownTimeSpan, type TimeSpan, validitySpan } from '../../domain/time-span.js';
import { openSealed } from '../sealed-json.js';
import type { ClaimFilter, Page, PageRequest, TimelineEntry, TimelineFilter } from '../store.js';
import { decodeCursor, requireStatuses, toPage } from './cursor.js';
import type { DateRow, RunRead } from './read-port.js';
import { matchesStatus } from './recheck-filter.js';

/** The kinds whose date a claim can link to an entity. */
export const EVENT_KINDS = ['ATTACK', 'EVENT'] as const;

/**
 * The part of the filter that applies to claims. Their statuses and confidences are those of their dates (see `TimelineFilter`),
 * `during` applies to dates, and `entityIds` also to claims that link them.
 */
export function timelineClaimFilter({
  entityIds,
  during,
  includeUndated,
  ...filter
}: TimelineFilter): ClaimFilter {
  return filter;
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
  const linksBySubject = groupByEndpoint(links);
  const entries = rows.flatMap(({ claimId, orderKey, record, start, end }) => {
    const { date, from, to } = openSealed<DateRecord>(record, `of a date of ${claimId}`);
    const stated = claims.get(claimId);
    const claim = stated && claimAtDate(stated, { date, from, to });
    if (claim == null || !matchesStatus(filter, claim)) return [];
    const isDirect = entityIds === undefined || hasEndpoint(entityIds, claim);
    const via = isDirect
      ? null
      : strongestLink(linksBySubject.get(claim.subjectId) ?? [], knownSpan({ date, from, to }), filter);
    if (via === undefined) return [];
    return [{ date: { date, from, to, possible: { start, end }, orderKey }, claim, via }];
  });
  return {
    ...toPage('timeline', entries, first, ({ date }) => [date.orderKey]),
    hasNext: rows.length > first,
  };
}

type DateRecord = Validity & { readonly date: string | null };

const knownSpan = ({ date, from, to }: DateRecord): TimeSpan =>
  date === null ? validitySpan({ from, to }).known : knownTimeSpan(date);

/** A claim as it is known in a period that a citation gives; a claim whose value is the date as it is. */
function claimAtDate(claim: Claim, record: DateRecord): Claim | null {
  return record.date === null ? claimInSpan(claim, knownSpan(record), false) : claim;
}

/** The strongest claim that links the event, each as it is known at the date of the event. */
function strongestLink(links: readonly Claim[], date: TimeSpan, filter: TimelineFilter): Claim | undefined {
  const [strongest] = links
    .map((link) => claimInSpan(link, date, filter.includeUndated ?? false))
    .filter((link) => link !== null)
    .filter((link) => matchesStatus(filter, link))
    .sort(compareClaims);
  return strongest;
}

/** Subjects of claims that have none of these entities at an end. */
function linkedSubjectIds(claims: Iterable<Claim>, entityIds: readonly string[]): string[] {
  const linked = [...claims].filter((claim) => !hasEndpoint(entityIds, claim));
  return [...new Set(linked.map(({ subjectId }) => subjectId))];
}

const hasEndpoint = (entityIds: readonly string[], { subjectId, objectId }: Claim): boolean =>
  entityIds.some((id) => id === subjectId || id === objectId);

function groupByEndpoint(links: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const byEndpoint = new Map<string, Claim[]>();
  for (const link of links)
    for (const end of [link.subjectId, link.objectId ?? '']) {
      const others = byEndpoint.get(end);
      if (others === undefined) byEndpoint.set(end, [link]);
      else others.push(link);
    }
  return byEndpoint;
}
