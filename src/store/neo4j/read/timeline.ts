import type { Claim } from '../../../domain/records.js';
import { parseTimeSpan, spanInMs } from '../../../domain/time-span.js';
import type { DateRow } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS, timelineClaimFilter } from '../../read/timeline.js';
import type { TimelineFilter } from '../../store.js';
import { anyOf, parseRecord, type Query, where } from '../connection/cypher.js';
import { anyVersionOf, matchEntities, validAt } from '../schema/as-of.js';
import { claimCondition } from './claim-filter.js';
import { firstInSpan, OVERALL_STRENGTH, periodLists, strengthCondition } from './claim-window.js';

/** Dates in the order of their keys, after one. */
export async function readDates(
  query: Query,
  scope: Scope,
  filter: TimelineFilter,
  afterKey: string,
  limit: number,
): Promise<DateRow[]> {
  const { during, entityIds } = filter;
  const rows = await query(
    `${entityIds === undefined ? datesInOrder(scope, filter) : datesAtEntities(scope, filter)}
     RETURN d.claimId AS claimId, d.orderKey AS orderKey, d.record AS record, d.possibleStart AS start, d.possibleEnd AS end
     ORDER BY d.orderKey LIMIT $limit`,
    {
      ...claimCondition(scope, timelineClaimFilter(filter)).parameters,
      ...strengthCondition(filter, '').parameters,
      entityIds,
      kinds: EVENT_KINDS,
      known: during === undefined ? null : spanInMs(parseTimeSpan(during)),
      possible: during === undefined ? null : parseTimeSpan(during),
      from: afterKey,
      limit,
    },
  );
  return rows as unknown as DateRow[];
}

/** A match of the claims `n` with the predicates of the filter, with further conditions. */
function claimMatch(scope: Scope, filter: TimelineFilter, ...conditions: readonly string[]): string {
  const { cypher } = claimCondition(scope, timelineClaimFilter(filter));
  const { label, validAt } = anyVersionOf(scope);
  return `MATCH (n:${label('Claim')}) ${where(...conditions, cypher, validAt('n'))}`;
}

/** The conditions on a date `d`: on itself, and on what is known of its claim then. */
function dateConditions(scope: Scope, filter: TimelineFilter): string[] {
  const { during, includeUndated = false } = filter;
  const span = includeUndated ? 'possible' : 'known';
  const carries = strengthCondition(filter, `coalesce(d.strength, ${OVERALL_STRENGTH})`).cypher;
  return [
    'd.orderKey > $from',
    `(${validAt(scope, 'd')})`,
    ...(during === undefined ? [] : [`d.${span}Start <= $${span}.end AND d.${span}End >= $${span}.start`]),
    `EXISTS { ${claimMatch(scope, filter, 'n.id = d.claimId', carries)} }`,
  ];
}

/** Walks the index of dates and stops when the page is full. */
const datesInOrder = (scope: Scope, filter: TimelineFilter): string =>
  `MATCH (d:ClaimDate) ${where(...dateConditions(scope, filter))} WITH d`;

/** Starts from the entities. Claims at them count whatever their status: it is that of a date. `event` is null for these claims. */
function datesAtEntities(scope: Scope, filter: TimelineFilter): string {
  const atEntities = ENDPOINTS.map(
    ([near, far]) =>
      `${claimMatch(scope, filter, `n.${near} = id`, "n.orderKey > ''")} RETURN n.id AS claimId, n.${far} AS far`,
  );
  const dated = claimMatch(
    scope,
    filter,
    'n.subjectId = event',
    "n.orderKey > ''",
    "n.predicate = 'DATED'",
    'NOT n.id IN own',
  );
  return `CALL () {
      UNWIND $entityIds AS id CALL (id) { ${atEntities.join(' UNION ALL ')} }
      RETURN collect(DISTINCT claimId) AS own, collect(DISTINCT far) AS linked
    }
    CALL (own, linked) {
      UNWIND own AS claimId RETURN claimId, null AS event
      UNION ALL
      UNWIND linked AS far ${matchEntities(scope, 's', 's.id = far', 's.kind IN $kinds')} WITH DISTINCT own, far AS event
      CALL (own, event) { ${dated} RETURN DISTINCT n.id AS claimId } RETURN claimId, event
    }
    MATCH (d:ClaimDate)
    ${where('d.claimId = claimId', ...dateConditions(scope, filter), `(event IS NULL OR ${isLinked(scope, filter)})`)} WITH d`;
}

/** The condition that a claim of the filter links its entities with `event`, as is known of it at the date `d`; without dates, always. */
function isLinked(scope: Scope, filter: TimelineFilter): string {
  const lists = periodLists('n', filter.includeUndated);
  const then = firstInSpan(lists, lists.strengths, ['d.knownStart', 'd.knownEnd']);
  const links = strengthCondition(
    filter,
    `CASE WHEN n.dated THEN ${then} ELSE ${OVERALL_STRENGTH} END`,
  ).cypher;
  return anyOf(
    ENDPOINTS.map(
      ([near, far]) =>
        `EXISTS { ${claimMatch(scope, filter, `n.${near} = event`, "n.orderKey > ''", `n.${far} IN $entityIds`, links)} }`,
    ),
  );
}

const ENDPOINTS = [
  ['subjectId', 'objectId'],
  ['objectId', 'subjectId'],
] as const;

/**
 * Claims with the predicates of the filter between its entities and these subjects. Looked up by the subjects: attacks and events have few
 * claims.
 */
export async function readLinkingClaims(
  query: Query,
  scope: Scope,
  filter: TimelineFilter,
  eventIds: readonly string[],
): Promise<Claim[]> {
  const parts = ENDPOINTS.map(
    ([near, far]) =>
      `UNWIND $eventIds AS id ${claimMatch(scope, filter, `n.${near} = id`, "n.orderKey > ''", `n.${far} IN $entityIds`)}
       RETURN n.record AS record`,
  );
  const rows = await query(parts.join(' UNION ALL '), {
    ...claimCondition(scope, timelineClaimFilter(filter)).parameters,
    eventIds,
    entityIds: filter.entityIds,
  });
  return rows.map((row) => parseRecord<Claim>(row));
}
