import type { Claim } from '../../../domain/records.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import type { DateRow } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS, timelineClaimFilter } from '../../read/timeline.js';
import type { TimelineFilter } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { kindOf, validAt, viewSuffix } from '../schema/as-of.js';
import { claimIdOf } from '../schema/compact-ids.js';
import { IN_JSON_LIST, jsonList, toClaim } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { claimCondition } from './claim-filter.js';
import { OVERALL_STRENGTH, strengthCondition, strengthInSpan } from './claim-window.js';

/** Dates in the order of their keys, after one. */
export function readDates(
  db: SqliteConnection,
  scope: Scope,
  filter: TimelineFilter,
  afterKey: string,
  limit: number,
): DateRow[] {
  return filter.entityIds === undefined
    ? datesInOrder(db, scope, filter, afterKey, limit)
    : datesAtEntities(db, scope, filter, filter.entityIds, afterKey, limit);
}

/** The conditions on a date `d`, except on the claims that carry and link it. */
function dateCondition(scope: Scope, { during, includeUndated = false }: TimelineFilter): Condition {
  const valid = conditionOf(validAt(scope, 'd'));
  if (during === undefined) return valid;
  const { start, end } = parseTimeSpan(during);
  const span = includeUndated ? 'possible' : 'known';
  return allOf([valid, conditionOf(`d.${span}_start <= ? AND d.${span}_end >= ?`, end, start)]);
}

/** The condition that a claim `c` of the filter carries the date `d`, with what is known of it then. */
function carries(scope: Scope, filter: TimelineFilter): Condition {
  return allOf([
    claimCondition(scope, timelineClaimFilter(filter)),
    strengthCondition(filter, `coalesce(d.strength, ${OVERALL_STRENGTH})`),
  ]);
}

const DATE_COLUMNS = `d.claim_id AS claimId, d.order_key AS orderKey, d.record AS record, d.possible_start AS "start",
  d.possible_end AS "end"`;

const toDateRow = ({ claimId, ...row }: Row): DateRow =>
  ({ ...row, claimId: claimIdOf(claimId) }) as unknown as DateRow;

/** Walks the index of dates and stops when the page is full. */
function datesInOrder(
  db: SqliteConnection,
  scope: Scope,
  filter: TimelineFilter,
  afterKey: string,
  limit: number,
): DateRow[] {
  const dates = dateCondition(scope, filter);
  const claims = carries(scope, filter);
  return db
    .all(
      `SELECT ${DATE_COLUMNS} FROM claim_date AS d
     WHERE d.order_key > ? AND ${dates.sql}
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} AS c WHERE c.id = d.claim_id AND ${claims.sql})
     ORDER BY d.order_key LIMIT ?`,
      afterKey,
      ...dates.parameters,
      ...claims.parameters,
      limit,
    )
    .map(toDateRow);
}

/** Starts from the entities. The pluses keep SQLite from walking all dates in their order. */
function datesAtEntities(
  db: SqliteConnection,
  scope: Scope,
  filter: TimelineFilter,
  entityIds: readonly string[],
  afterKey: string,
  limit: number,
): DateRow[] {
  const ids = jsonList(entityIds);
  const link = claimCondition(scope, timelineClaimFilter(filter));
  const claims = (columns: string, ...conditions: Condition[]): Condition => {
    const { sql, parameters } = allOf([...conditions, link]);
    return conditionOf(`SELECT ${columns} FROM claim${viewSuffix(scope)} WHERE ${sql}`, ...parameters);
  };
  const [asSubject, asObject] = [
    conditionOf(`subject_id ${IN_JSON_LIST}`, ids),
    conditionOf(`object_id ${IN_JSON_LIST}`, ids),
  ];
  const parts = {
    // Claims with the predicates of the filter, whatever their status: it is that of a date.
    own: union(claims('id', asSubject), claims('id', asObject)),
    link: union(
      claims('id, object_id AS event', asSubject, conditionOf('object_id IS NOT NULL')),
      claims('id, subject_id AS event', asObject),
    ),
    chosen: union(
      conditionOf('SELECT id, NULL AS event FROM own'),
      claims(
        'id, subject_id AS event',
        conditionOf(
          `subject_id IN (SELECT event FROM link WHERE ${kindOf(scope, 'event')} ${IN_JSON_LIST})`,
          jsonList(EVENT_KINDS),
        ),
        conditionOf("predicate = 'DATED' AND id NOT IN (SELECT id FROM own)"),
      ),
    ),
  };
  const named = Object.entries(parts).map(([name, { sql }]) => `${name} AS (${sql})`);
  const [dates, carried, linked] = [dateCondition(scope, filter), carries(scope, filter), links(filter)];
  return db
    .all(
      `WITH ${named.join(', ')}
     SELECT ${DATE_COLUMNS} FROM chosen CROSS JOIN claim_date AS d ON d.claim_id = chosen.id
     WHERE +d.order_key > ? AND ${dates.sql}
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} AS c WHERE c.id = chosen.id AND ${carried.sql})
       AND (chosen.event IS NULL OR EXISTS (SELECT 1 FROM link CROSS JOIN claim${viewSuffix(scope)} AS c ON c.id = link.id
         WHERE link.event = chosen.event AND ${linked.sql}))
     ORDER BY +d.order_key LIMIT ?`,
      ...Object.values(parts).flatMap(({ parameters }) => parameters),
      afterKey,
      ...dates.parameters,
      ...carried.parameters,
      ...linked.parameters,
      limit,
    )
    .map(toDateRow);
}

/** The condition that the claim `c` links the event with the date `d`: as is known of it at this date; without dates, always. */
function links(filter: TimelineFilter): Condition {
  const dated = strengthInSpan(filter.includeUndated ?? false, 'd.known_end', 'd.known_start');
  return strengthCondition(filter, `CASE WHEN c.dated THEN ${dated} ELSE ${OVERALL_STRENGTH} END`);
}

/** Drops duplicates. */
const union = (...parts: readonly Condition[]): Condition =>
  conditionOf(parts.map(({ sql }) => sql).join(' UNION '), ...parts.flatMap(({ parameters }) => parameters));

/**
 * Claims with the predicates of the filter between its entities and these subjects. Looked up by the subjects: attacks and events have few
 * claims.
 */
export function readLinkingClaims(
  db: SqliteConnection,
  scope: Scope,
  filter: TimelineFilter,
  subjectIds: readonly string[],
): Claim[] {
  const { sql, parameters } = claimCondition(scope, timelineClaimFilter(filter));
  const between = (near: string, far: string) =>
    db.all(
      `SELECT * FROM claim${viewSuffix(scope)} WHERE ${near} ${IN_JSON_LIST} AND +${far} ${IN_JSON_LIST} AND ${sql}`,
      jsonList(subjectIds),
      jsonList(filter.entityIds ?? []),
      ...parameters,
    );
  return [...between('subject_id', 'object_id'), ...between('object_id', 'subject_id')].map(toClaim);
}
