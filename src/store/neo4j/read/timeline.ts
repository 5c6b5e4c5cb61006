import type { Claim } from '../../../domain/records.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import type { DateRow } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS, timelineClaimFilter } from '../../read/timeline.js';
import type { TimelineFilter } from '../../store.js';
import { type CypherParameters, parseRecord, type Query, where } from '../connection/cypher.js';
import { validAt, versionsOf } from '../schema/as-of.js';
import { claimCondition, statusCondition } from './claim-filter.js';

/** Dates in the order of their keys, after one. */
export async function readDates(
  query: Query,
  scope: Scope,
  filter: TimelineFilter,
  afterKey: string,
  limit: number,
): Promise<DateRow[]> {
  const claimMatch = buildClaimMatch(scope, filter);
  const { during, entityIds } = filter;
  const rows = await query(
    `${entityIds === undefined ? datesInOrder(scope, filter, claimMatch) : datesAtEntities(scope, filter, claimMatch)}
     RETURN d.claimId AS claimId, d.orderKey AS orderKey, d.record AS record, d.possibleStart AS start, d.possibleEnd AS end
     ORDER BY d.orderKey LIMIT $limit`,
    {
      ...claimMatch.parameters,
      entityIds,
      kinds: EVENT_KINDS,
      // Not `$during`, which conditions on claims use.
      dated: during === undefined ? null : parseTimeSpan(during),
      from: afterKey,
      limit,
    },
  );
  return rows as unknown as DateRow[];
}

/** Matches of the claims `n` of the filter, one for each version, with further conditions. */
interface ClaimMatch {
  readonly matches: (...conditions: readonly string[]) => string[];
  readonly parameters: CypherParameters;
}

function buildClaimMatch(scope: Scope, filter: TimelineFilter): ClaimMatch {
  const claimFilter = timelineClaimFilter(filter);
  const status = statusCondition(claimFilter);
  const condition = claimCondition(scope, claimFilter);
  return {
    matches: (...conditions) =>
      versionsOf(scope).map(
        ({ label, validAt }) =>
          `MATCH (n:${label('Claim')}) ${where(...conditions, status.cypher, condition.cypher, validAt('n'))}`,
      ),
    parameters: { ...condition.parameters, ...status.parameters },
  };
}

function dateConditions(scope: Scope, { during, includeUndated = false }: TimelineFilter): string[] {
  const span = includeUndated ? 'possible' : 'known';
  return [
    'd.orderKey > $from',
    validAt(scope, 'd'),
    ...(during === undefined ? [] : [`d.${span}Start <= $dated.end AND d.${span}End >= $dated.start`]),
  ].map((condition) => `(${condition})`);
}

/** Walks the index of dates and stops when the page is full. */
function datesInOrder(scope: Scope, filter: TimelineFilter, { matches }: ClaimMatch): string {
  const ofFilter = matches('n.id = d.claimId').map((match) => `EXISTS { ${match} }`);
  return `MATCH (d:ClaimDate) ${where(...dateConditions(scope, filter), `(${ofFilter.join(' OR ')})`)} WITH d`;
}

/** Starts from the entities. */
function datesAtEntities(scope: Scope, filter: TimelineFilter, { matches }: ClaimMatch): string {
  const atEntities = ENDPOINTS.flatMap(([near, far]) =>
    matches(`n.${near} = id`, "n.orderKey > ''").map(
      (match) => `${match} RETURN n.id AS claimId, n.${far} AS far`,
    ),
  );
  const dated = matches('n.subjectId = s.id', "n.orderKey > ''", "n.predicate = 'DATED'").map(
    (match) => `${match} RETURN n.id AS claimId`,
  );
  return `CALL () {
      UNWIND $entityIds AS id CALL (id) { ${atEntities.join(' UNION ALL ')} }
      RETURN collect(DISTINCT claimId) AS own, collect(DISTINCT far) AS linked
    }
    CALL (linked) {
      UNWIND linked AS far MATCH (s:Entity {id: far}) WHERE s.kind IN $kinds CALL (s) { ${dated.join(' UNION ALL ')} }
      RETURN collect(claimId) AS ofLinked
    }
    UNWIND own + ofLinked AS claimId WITH DISTINCT claimId
    MATCH (d:ClaimDate) ${where('d.claimId = claimId', ...dateConditions(scope, filter))} WITH d`;
}

const ENDPOINTS = [
  ['subjectId', 'objectId'],
  ['objectId', 'subjectId'],
] as const;

/** Claims of the filter between its entities and these subjects. Looked up by the subjects: attacks and events have few claims. */
export async function readLinkingClaims(
  query: Query,
  scope: Scope,
  filter: TimelineFilter,
  subjectIds: readonly string[],
): Promise<Claim[]> {
  const { matches, parameters } = buildClaimMatch(scope, filter);
  const parts = ENDPOINTS.flatMap(([near, far]) =>
    matches(`n.${near} = id`, "n.orderKey > ''", `n.${far} IN $entityIds`).map(
      (match) => `UNWIND $subjectIds AS id ${match} RETURN n.record AS record`,
    ),
  );
  const rows = await query(parts.join(' UNION ALL '), {
    ...parameters,
    subjectIds,
    entityIds: filter.entityIds,
  });
  return rows.map((row) => parseRecord<Claim>(row));
}
