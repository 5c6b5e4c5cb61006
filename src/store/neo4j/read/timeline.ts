import { spanDuring } from '../../../domain/derivation/validity.js';
import type { Claim } from '../../../domain/records.js';
import {
  claimFilterOf,
  type DateRow,
  LINKED_KINDS,
  linkedSubjects,
  timelinePage,
  timelineStart,
} from '../../read/timeline-page.js';
import type { Page, PageRequest, TimelineEntry, TimelineFilter } from '../../store.js';
import { type Parameters, type Query, recordOf, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { claimCondition, standingCondition } from './claim-filter.js';
import { dateStood } from './facets.js';
import { recordsById } from './lists.js';

/** One page of dates; of what links only what the page needs. */
export async function timeline(
  query: Query,
  moment: Moment,
  filter: TimelineFilter,
  { first, after }: PageRequest,
): Promise<Page<TimelineEntry>> {
  const claimMatch = claimMatchOf(filter, moment);
  const { during, entityIds } = filter;
  const rows = await query(
    `${entityIds === undefined ? datesInOrder(filter, moment, claimMatch) : datesAt(filter, moment, claimMatch)}
     RETURN d.claimId AS claimId, d.orderKey AS orderKey, d.record AS record, d.possibleStart AS start, d.possibleEnd AS end
     ORDER BY d.orderKey LIMIT $limit`,
    {
      ...claimMatch.parameters,
      entityIds,
      kinds: LINKED_KINDS,
      // A name of its own, as `$during` is of claims.
      dated: during === undefined ? null : spanDuring(during),
      from: timelineStart(after),
      limit: first + 1,
    },
  );
  const dates = rows as unknown as DateRow[];
  const claims = await recordsById<Claim>(
    query,
    moment,
    'Claim',
    dates.map(({ claimId }) => claimId),
  );
  const linked = entityIds === undefined ? [] : linkedSubjects(claims.values(), entityIds);
  const links = linked.length === 0 ? [] : await linksOf(query, claimMatch, linked, entityIds);
  return timelinePage(filter, dates, first, claims, links);
}

/** What matches the claims `n` of the filter, in each version, under further conditions. */
interface ClaimMatch {
  readonly matches: (...conditions: readonly string[]) => string[];
  readonly parameters: Parameters;
}

function claimMatchOf(filter: TimelineFilter, moment: Moment): ClaimMatch {
  const asked = claimFilterOf(filter);
  const standing = standingCondition(asked);
  const condition = claimCondition(asked, moment);
  return {
    matches: (...conditions) =>
      versionsOf(moment).map(
        ({ label, stood }) =>
          `MATCH (n:${label('Claim')}) ${where(...conditions, standing.cypher, condition.cypher, stood('n'))}`,
      ),
    parameters: { ...condition.parameters, ...standing.parameters },
  };
}

function dateConditions({ during, includeUndated = false }: TimelineFilter, moment: Moment): string[] {
  const span = includeUndated ? 'possible' : 'known';
  return [
    'd.orderKey > $from',
    dateStood(moment),
    ...(during === undefined ? [] : [`d.${span}Start <= $dated.end AND d.${span}End >= $dated.start`]),
  ].map((condition) => `(${condition})`);
}

/** A walk along the index, which ends with the page. */
function datesInOrder(filter: TimelineFilter, moment: Moment, { matches }: ClaimMatch): string {
  const ofFilter = matches('n.id = d.claimId').map((match) => `EXISTS { ${match} }`);
  return `MATCH (d:ClaimDate) ${where(...dateConditions(filter, moment), `(${ofFilter.join(' OR ')})`)} WITH d`;
}

/** From the entities on. */
function datesAt(filter: TimelineFilter, moment: Moment, { matches }: ClaimMatch): string {
  const atEntities = ENDS.flatMap(([near, far]) =>
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
    MATCH (d:ClaimDate) ${where('d.claimId = claimId', ...dateConditions(filter, moment))} WITH d`;
}

const ENDS = [
  ['subjectId', 'objectId'],
  ['objectId', 'subjectId'],
] as const;

/** By the attacks and events, as those have few claims. */
async function linksOf(
  query: Query,
  { matches, parameters }: ClaimMatch,
  linked: readonly string[],
  entityIds: readonly string[] | undefined,
): Promise<Claim[]> {
  const arms = ENDS.flatMap(([near, far]) =>
    matches(`n.${near} = id`, "n.orderKey > ''", `n.${far} IN $entityIds`).map(
      (match) => `UNWIND $linked AS id ${match} RETURN n.record AS record`,
    ),
  );
  const rows = await query(arms.join(' UNION ALL '), { ...parameters, linked, entityIds });
  return rows.map((row) => recordOf<Claim>(row));
}
