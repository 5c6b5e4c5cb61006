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
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toClaim } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { claimConditions } from './claim-filter.js';
import { DATE_VALID_AT } from './facets.js';

/** One page of dates; of what links only what the page needs. */
export function readTimeline(
  db: SqliteConnection,
  filter: TimelineFilter,
  { first, after }: PageRequest,
  scope: Scope,
): Page<TimelineEntry> {
  const condition = allOf(claimConditions(timelineClaimFilter(filter), scope));
  const dates = allOf([conditionOf(DATE_VALID_AT[scope]), ...dateConditions(filter)]);
  const { entityIds } = filter;
  const from = timelineStartKey(after);
  const rows =
    entityIds === undefined
      ? datesInOrder(db, condition, dates, from, first + 1, scope)
      : datesAtEntities(db, entityIds, condition, dates, from, first + 1, scope);
  const claimIds = jsonList(rows.map(({ claimId }) => claimId));
  const claims = new Map(
    db
      .all(`SELECT * FROM claim${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, claimIds)
      .map(toClaim)
      .map((claim) => [claim.id, claim]),
  );
  const links =
    entityIds === undefined
      ? []
      : linkingClaims(db, entityIds, linkedSubjectIds(claims.values(), entityIds), condition, scope);
  return timelinePage(filter, rows, first, claims, links);
}

function dateConditions({ during, includeUndated = false }: TimelineFilter): Condition[] {
  if (during === undefined) return [];
  const { start, end } = parseTimeSpan(during);
  const span = includeUndated ? 'possible' : 'known';
  return [conditionOf(`d.${span}_start <= ? AND d.${span}_end >= ?`, end, start)];
}

const DATE_COLUMNS = `d.claim_id AS claimId, d.order_key AS orderKey, d.record AS record, d.possible_start AS "start",
  d.possible_end AS "end"`;

/** A walk along the index, which ends with the page. */
function datesInOrder(
  db: SqliteConnection,
  condition: Condition,
  dates: Condition,
  from: string,
  limit: number,
  scope: Scope,
): DateRow[] {
  return db.all(
    `SELECT ${DATE_COLUMNS} FROM claim_date AS d
     WHERE d.order_key > ? AND ${dates.sql}
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} WHERE id = d.claim_id AND ${condition.sql})
     ORDER BY d.order_key LIMIT ?`,
    from,
    ...dates.parameters,
    ...condition.parameters,
    limit,
  ) as unknown as DateRow[];
}

/** From the entities on. The pluses keep it from walking all dates in their order. */
function datesAtEntities(
  db: SqliteConnection,
  entityIds: readonly string[],
  condition: Condition,
  dates: Condition,
  from: string,
  limit: number,
  scope: Scope,
): DateRow[] {
  const ids = jsonList(entityIds);
  const claims = (columns: string, ...conditions: Condition[]): Condition => {
    const { sql, parameters } = allOf([...conditions, condition]);
    return conditionOf(`SELECT ${columns} FROM claim${viewSuffix(scope)} WHERE ${sql}`, ...parameters);
  };
  const [asSubject, asObject] = [
    conditionOf(`subject_id ${IN_JSON_LIST}`, ids),
    conditionOf(`object_id ${IN_JSON_LIST}`, ids),
  ];
  const parts = {
    own: union(claims('id', asSubject), claims('id', asObject)),
    linked: union(claims('object_id AS id', asSubject), claims('subject_id AS id', asObject)),
    chosen: union(
      conditionOf('SELECT id FROM own'),
      claims(
        'id',
        conditionOf(
          `subject_id IN (SELECT linked.id FROM linked JOIN entity ON entity.id = linked.id WHERE kind ${IN_JSON_LIST})`,
          jsonList(EVENT_KINDS),
        ),
        conditionOf("predicate = 'DATED'"),
      ),
    ),
  };
  const named = Object.entries(parts).map(([name, { sql }]) => `${name} AS (${sql})`);
  return db.all(
    `WITH ${named.join(', ')}
     SELECT ${DATE_COLUMNS} FROM chosen CROSS JOIN claim_date AS d ON d.claim_id = chosen.id
     WHERE +d.order_key > ? AND ${dates.sql} ORDER BY +d.order_key LIMIT ?`,
    ...Object.values(parts).flatMap(({ parameters }) => parameters),
    from,
    ...dates.parameters,
    limit,
  ) as unknown as DateRow[];
}

/** Each row once. */
const union = (...parts: readonly Condition[]): Condition =>
  conditionOf(parts.map(({ sql }) => sql).join(' UNION '), ...parts.flatMap(({ parameters }) => parameters));

/** By the attacks and events, as those have few claims. */
function linkingClaims(
  db: SqliteConnection,
  entityIds: readonly string[],
  linked: readonly string[],
  { sql, parameters }: Condition,
  scope: Scope,
): Claim[] {
  if (linked.length === 0) return [];
  const between = (near: string, far: string) =>
    db.all(
      `SELECT * FROM claim${viewSuffix(scope)} WHERE ${near} ${IN_JSON_LIST} AND +${far} ${IN_JSON_LIST} AND ${sql}`,
      jsonList(linked),
      jsonList(entityIds),
      ...parameters,
    );
  return [...between('subject_id', 'object_id'), ...between('object_id', 'subject_id')].map(toClaim);
}
