import type { Claim } from '../../../domain/records.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import type { DateRow } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS, timelineClaimFilter } from '../../read/timeline.js';
import type { TimelineFilter } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { validAt, viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toClaim } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { filterConditions } from './claim-filter.js';

/** Dates in the order of their keys, after one. */
export function readDates(
  db: SqliteConnection,
  scope: Scope,
  filter: TimelineFilter,
  afterKey: string,
  limit: number,
): DateRow[] {
  const claims = allOf(filterConditions(scope, timelineClaimFilter(filter)));
  const dates = allOf([conditionOf(validAt(scope, 'd')), ...dateConditions(filter)]);
  const { entityIds } = filter;
  return entityIds === undefined
    ? datesInOrder(db, scope, claims, dates, afterKey, limit)
    : datesAtEntities(db, scope, entityIds, claims, dates, afterKey, limit);
}

function dateConditions({ during, includeUndated = false }: TimelineFilter): Condition[] {
  if (during === undefined) return [];
  const { start, end } = parseTimeSpan(during);
  const span = includeUndated ? 'possible' : 'known';
  return [conditionOf(`d.${span}_start <= ? AND d.${span}_end >= ?`, end, start)];
}

const DATE_COLUMNS = `d.claim_id AS claimId, d.order_key AS orderKey, d.record AS record, d.possible_start AS "start",
  d.possible_end AS "end"`;

/** Walks the index of dates and stops when the page is full. */
function datesInOrder(
  db: SqliteConnection,
  scope: Scope,
  condition: Condition,
  dates: Condition,
  afterKey: string,
  limit: number,
): DateRow[] {
  return db.all(
    `SELECT ${DATE_COLUMNS} FROM claim_date AS d
     WHERE d.order_key > ? AND ${dates.sql}
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} WHERE id = d.claim_id AND ${condition.sql})
     ORDER BY d.order_key LIMIT ?`,
    afterKey,
    ...dates.parameters,
    ...condition.parameters,
    limit,
  ) as unknown as DateRow[];
}

/** Starts from the entities. The pluses keep SQLite from walking all dates in their order. */
function datesAtEntities(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  condition: Condition,
  dates: Condition,
  afterKey: string,
  limit: number,
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
    afterKey,
    ...dates.parameters,
    limit,
  ) as unknown as DateRow[];
}

/** Drops duplicates. */
const union = (...parts: readonly Condition[]): Condition =>
  conditionOf(parts.map(({ sql }) => sql).join(' UNION '), ...parts.flatMap(({ parameters }) => parameters));

/** Claims of the filter between its entities and these subjects. Looked up by the subjects: attacks and events have few claims. */
export function readLinkingClaims(
  db: SqliteConnection,
  scope: Scope,
  filter: TimelineFilter,
  subjectIds: readonly string[],
): Claim[] {
  const { sql, parameters } = allOf(filterConditions(scope, timelineClaimFilter(filter)));
  const between = (near: string, far: string) =>
    db.all(
      `SELECT * FROM claim${viewSuffix(scope)} WHERE ${near} ${IN_JSON_LIST} AND +${far} ${IN_JSON_LIST} AND ${sql}`,
      jsonList(subjectIds),
      jsonList(filter.entityIds ?? []),
      ...parameters,
    );
  return [...between('subject_id', 'object_id'), ...between('object_id', 'subject_id')].map(toClaim);
}
