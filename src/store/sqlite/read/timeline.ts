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
import type { Connection } from '../connection/connection.js';
import type { Moment } from '../schema/as-of.js';
import { IN, list, toClaim } from '../schema/row-mapping.js';
import { all, type Where, where } from '../schema/sql.js';
import { claimConditions } from './claim-filter.js';
import { DATE_STOOD } from './facets.js';

/** One page of dates; of what links only what the page needs. */
export function timeline(
  db: Connection,
  filter: TimelineFilter,
  { first, after }: PageRequest,
  moment: Moment,
): Page<TimelineEntry> {
  const condition = all(claimConditions(claimFilterOf(filter), moment));
  const dates = all([where(DATE_STOOD[moment]), ...within(filter)]);
  const { entityIds } = filter;
  const from = timelineStart(after);
  const rows =
    entityIds === undefined
      ? datesInOrder(db, condition, dates, from, first + 1, moment)
      : datesAt(db, entityIds, condition, dates, from, first + 1, moment);
  const claimIds = list(rows.map(({ claimId }) => claimId));
  const claims = new Map(
    db
      .all(`SELECT * FROM claim${moment} WHERE id ${IN}`, claimIds)
      .map(toClaim)
      .map((claim) => [claim.id, claim]),
  );
  const links =
    entityIds === undefined
      ? []
      : linksOf(db, entityIds, linkedSubjects(claims.values(), entityIds), condition, moment);
  return timelinePage(filter, rows, first, claims, links);
}

function within({ during, includeUndated = false }: TimelineFilter): Where[] {
  if (during === undefined) return [];
  const { start, end } = spanDuring(during);
  const span = includeUndated ? 'possible' : 'known';
  return [where(`d.${span}_start <= ? AND d.${span}_end >= ?`, end, start)];
}

const COLUMNS = `d.claim_id AS claimId, d.order_key AS orderKey, d.record AS record, d.possible_start AS "start",
  d.possible_end AS "end"`;

/** A walk along the index, which ends with the page. */
function datesInOrder(
  db: Connection,
  condition: Where,
  dates: Where,
  from: string,
  limit: number,
  moment: Moment,
): DateRow[] {
  return db.all(
    `SELECT ${COLUMNS} FROM claim_date AS d
     WHERE d.order_key > ? AND ${dates.sql}
       AND EXISTS (SELECT 1 FROM claim${moment} WHERE id = d.claim_id AND ${condition.sql})
     ORDER BY d.order_key LIMIT ?`,
    from,
    ...dates.parameters,
    ...condition.parameters,
    limit,
  ) as unknown as DateRow[];
}

/** From the entities on. The pluses keep it from walking all dates in their order. */
function datesAt(
  db: Connection,
  entityIds: readonly string[],
  condition: Where,
  dates: Where,
  from: string,
  limit: number,
  moment: Moment,
): DateRow[] {
  const ids = list(entityIds);
  const claims = (columns: string, ...conditions: Where[]): Where => {
    const { sql, parameters } = all([...conditions, condition]);
    return where(`SELECT ${columns} FROM claim${moment} WHERE ${sql}`, ...parameters);
  };
  const [asSubject, asObject] = [where(`subject_id ${IN}`, ids), where(`object_id ${IN}`, ids)];
  const parts = {
    own: union(claims('id', asSubject), claims('id', asObject)),
    linked: union(claims('object_id AS id', asSubject), claims('subject_id AS id', asObject)),
    chosen: union(
      where('SELECT id FROM own'),
      claims(
        'id',
        where(
          `subject_id IN (SELECT linked.id FROM linked JOIN entity ON entity.id = linked.id WHERE kind ${IN})`,
          list(LINKED_KINDS),
        ),
        where("predicate = 'DATED'"),
      ),
    ),
  };
  const named = Object.entries(parts).map(([name, { sql }]) => `${name} AS (${sql})`);
  return db.all(
    `WITH ${named.join(', ')}
     SELECT ${COLUMNS} FROM chosen CROSS JOIN claim_date AS d ON d.claim_id = chosen.id
     WHERE +d.order_key > ? AND ${dates.sql} ORDER BY +d.order_key LIMIT ?`,
    ...Object.values(parts).flatMap(({ parameters }) => parameters),
    from,
    ...dates.parameters,
    limit,
  ) as unknown as DateRow[];
}

/** Each row once. */
const union = (...parts: readonly Where[]): Where =>
  where(parts.map(({ sql }) => sql).join(' UNION '), ...parts.flatMap(({ parameters }) => parameters));

/** By the attacks and events, as those have few claims. */
function linksOf(
  db: Connection,
  entityIds: readonly string[],
  linked: readonly string[],
  { sql, parameters }: Where,
  moment: Moment,
): Claim[] {
  if (linked.length === 0) return [];
  const between = (near: string, far: string) =>
    db.all(
      `SELECT * FROM claim${moment} WHERE ${near} ${IN} AND +${far} ${IN} AND ${sql}`,
      list(linked),
      list(entityIds),
      ...parameters,
    );
  return [...between('subject_id', 'object_id'), ...between('object_id', 'subject_id')].map(toClaim);
}
