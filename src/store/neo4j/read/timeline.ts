import type { Claim } from '../../../domain/records.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import type { Scope } from '../../read/scope.js';
import {
  type DateRow,
  EVENT_KINDS,
  linkedSubjectIds,
  timelineClaimFilter,
  timelinePage,
  timelineStartKey,
} from '../../read/timeline-page.js';
import type { Page, PageRequest, TimelineEntry, TimelineFilter } from '../../store.js';
import { type CypherParameters, parseRecord, type Query, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { claimCondition, statusCondition } from './claim-filter.js';
import { dateValidAt } from './facets.js';
import { readRecordsById } from './lists.js';

/** One page of dates; of what links only what the page needs. */
export async function readTimeline(
  query: Query,
  scope: Scope,
  filter: TimelineFilter,
  { first, after }: PageRequest,
): Promise<Page<TimelineEntry>> {
  const claimMatch = buildClaimMatch(filter, scope);
  const { during, entityIds } = filter;
  const rows = await query(
    `${entityIds === undefined ? datesInOrder(filter, scope, claimMatch) : datesAtEntities(filter, scope, claimMatch)}
     RETURN d.claimId AS claimId, d.orderKey AS orderKey, d.record AS record, d.possibleStart AS start, d.possibleEnd AS end
     ORDER BY d.orderKey LIMIT $limit`,
    {
      ...claimMatch.parameters,
      entityIds,
      kinds: EVENT_KINDS,
      // A name of its own, as `$during` is of claims.
      dated: during === undefined ? null : parseTimeSpan(during),
      from: timelineStartKey(after),
      limit: first + 1,
    },
  );
  const dates = rows as unknown as DateRow[];
  const claims = await readRecordsById<Claim>(
    query,
    scope,
    'Claim',
    dates.map(({ claimId }) => claimId),
  );
  const linked = entityIds === undefined ? [] : linkedSubjectIds(claims.values(), entityIds);
  const links = linked.length === 0 ? [] : await linkingClaims(query, claimMatch, linked, entityIds);
  return timelinePage(filter, dates, first, claims, links);
}

/** What matches the claims `n` of the filter, in each version, under further conditions. */
interface ClaimMatch {
  readonly matches: (...conditions: readonly string[]) => string[];
  readonly parameters: CypherParameters;
}

function buildClaimMatch(filter: TimelineFilter, scope: Scope): ClaimMatch {
  const asked = timelineClaimFilter(filter);
  const standing = statusCondition(asked);
  const condition = claimCondition(asked, scope);
  return {
    matches: (...conditions) =>
      versionsOf(scope).map(
        ({ label, validAt }) =>
          `MATCH (n:${label('Claim')}) ${where(...conditions, standing.cypher, condition.cypher, validAt('n'))}`,
      ),
    parameters: { ...condition.parameters, ...standing.parameters },
  };
}

function dateConditions({ during, includeUndated = false }: TimelineFilter, scope: Scope): string[] {
  const span = includeUndated ? 'possible' : 'known';
  return [
    'd.orderKey > $from',
    dateValidAt(scope),
    ...(during === undefined ? [] : [`d.${span}Start <= $dated.end AND d.${span}End >= $dated.start`]),
  ].map((condition) => `(${condition})`);
}

/** A walk along the index, which ends with the page. */
function datesInOrder(filter: TimelineFilter, scope: Scope, { matches }: ClaimMatch): string {
  const ofFilter = matches('n.id = d.claimId').map((match) => `EXISTS { ${match} }`);
  return `MATCH (d:ClaimDate) ${where(...dateConditions(filter, scope), `(${ofFilter.join(' OR ')})`)} WITH d`;
}

/** From the entities on. */
function datesAtEntities(filter: TimelineFilter, scope: Scope, { matches }: ClaimMatch): string {
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
    MATCH (d:ClaimDate) ${where('d.claimId = claimId', ...dateConditions(filter, scope))} WITH d`;
}

const ENDPOINTS = [
  ['subjectId', 'objectId'],
  ['objectId', 'subjectId'],
] as const;

/** By the attacks and events, as those have few claims. */
async function linkingClaims(
  query: Query,
  { matches, parameters }: ClaimMatch,
  linked: readonly string[],
  entityIds: readonly string[] | undefined,
): Promise<Claim[]> {
  const arms = ENDPOINTS.flatMap(([near, far]) =>
    matches(`n.${near} = id`, "n.orderKey > ''", `n.${far} IN $entityIds`).map(
      (match) => `UNWIND $linked AS id ${match} RETURN n.record AS record`,
    ),
  );
  const rows = await query(arms.join(' UNION ALL '), { ...parameters, linked, entityIds });
  return rows.map((row) => parseRecord<Claim>(row));
}
