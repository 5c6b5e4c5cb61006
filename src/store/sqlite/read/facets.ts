import { yearOfSortKey } from '../../../domain/edtf.js';
import type { Facet } from '../../../domain/facets.js';
import { statusAtRank } from '../../../domain/order.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import { isOfAllClaims } from '../../read/claim-counts.js';
import { datingStatusRanks } from '../../read/event-dates.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS } from '../../read/timeline.js';
import type { ClaimFilter, FacetCount } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { kindOf, validAt, viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { keptCounts } from './claim-counts.js';
import { claimCondition, filterConditions } from './claim-filter.js';
import { inEventPredicates, selectClaims, strengthCondition } from './claim-window.js';

/** One statement for each facet: over the counts that the writer keeps, or over claims if there are conditions on them. */
export function countBy(
  db: SqliteConnection,
  scope: Scope,
  facet: Facet,
  filter: ClaimFilter,
  limit: number,
): readonly FacetCount[] {
  const { sql, parameters } =
    scope === 'now' && isOfAllClaims(filter) ? keptCounts(facet, filter) : countsOf(scope, facet, filter);
  const rows = db.all(`${sql} ORDER BY count DESC, value LIMIT ?`, ...parameters, limit);
  return rows.map(({ value, count }) => ({
    value: facet === 'STATUS' ? statusAtRank(value as number) : String(value),
    count: count as number,
  }));
}

const countsOf = (scope: Scope, facet: Facet, filter: ClaimFilter): Condition =>
  facet === 'YEAR' ? yearsOfClaims(scope, filter) : valuesOfClaims(scope, filter, FACET_QUERIES[facet]);

/** A query over `chosen`, the claims of the filter. */
function valuesOfClaims(scope: Scope, filter: ClaimFilter, query: (scope: Scope) => string): Condition {
  const { sql, parameters } = selectClaims(
    scope,
    filter,
    'id, subject_id, predicate, object_id, status_rank',
  );
  return conditionOf(`WITH chosen AS (${sql}) ${query(scope)}`, ...parameters);
}

const FACET_QUERIES: Readonly<Record<Exclude<Facet, 'YEAR'>, (scope: Scope) => string>> = {
  STATUS: () => 'SELECT status_rank AS value, count(*) AS count FROM chosen GROUP BY status_rank',
  PREDICATE: () => 'SELECT predicate AS value, count(*) AS count FROM chosen GROUP BY predicate',
  // By pairs of kinds first, which are few.
  KIND: (scope) => `, pair AS (
      SELECT ${kindOf(scope, 'subject_id')} AS one, ${kindOf(scope, 'object_id')} AS other, count(*) AS n
      FROM chosen GROUP BY one, other)
    SELECT value, sum(n) AS count FROM (
      SELECT one AS value, n FROM pair UNION ALL SELECT other, n FROM pair WHERE other <> one) GROUP BY value`,
  COUNTRY: (scope) => `SELECT value, sum(n) AS count FROM (
      SELECT subject_id AS value, count(*) AS n FROM chosen GROUP BY subject_id
      UNION ALL SELECT object_id, count(*) FROM chosen WHERE object_id <> subject_id GROUP BY object_id)
    WHERE ${kindOf(scope, 'value')} = 'STATE' GROUP BY value`,
  SOURCE: (scope) => `SELECT source_id AS value, count(DISTINCT claim_id) AS count
    FROM citation${viewSuffix(scope)} AS c JOIN article${viewSuffix(scope)} AS a ON a.key = c.article_key
    WHERE a.live = 1 AND claim_id IN (SELECT id FROM chosen) GROUP BY source_id`,
};

/** For each year its claims: those with dates by their status in it, others by the years of the attack or event that they are about. */
function yearsOfClaims(scope: Scope, filter: ClaimFilter): Condition {
  const own = claimCondition(scope, filter);
  const strength = strengthCondition(filter, 'year.value ->> 1');
  const about = allOf(filterConditions(scope, filter));
  const asked = yearsDuring(filter);
  const view = viewSuffix(scope);
  return conditionOf(
    `WITH own AS (SELECT id, years FROM claim${view} WHERE years <> '[]' AND ${own.sql}),
       about AS (SELECT id, subject_id, object_id FROM claim${view}
         WHERE dated = 0 AND predicate <> 'DATED' AND predicate ${inEventPredicates()} AND ${about.sql}),
       event AS (SELECT DISTINCT d.subject_id AS id, year.value AS year
         FROM claim_date AS v CROSS JOIN claim${view} AS d ON d.id = v.claim_id
           CROSS JOIN json_each(v.years) AS year
         WHERE v.is_value = 1 AND ${validAt(scope, 'v')} AND d.predicate = 'DATED' AND d.status_rank ${IN_JSON_LIST}
           AND ${kindOf(scope, 'd.subject_id')} ${IN_JSON_LIST}),
       found AS (
         SELECT own.id AS id, year.value ->> 0 AS year FROM own, json_each(own.years) AS year WHERE ${strength.sql}
         UNION SELECT about.id, year FROM about JOIN event ON event.id = subject_id
         UNION SELECT about.id, year FROM about JOIN event ON event.id = object_id)
     SELECT year AS value, count(*) AS count FROM found WHERE ${asked.sql} GROUP BY year`,
    ...own.parameters,
    ...about.parameters,
    jsonList(datingStatusRanks(filter)),
    jsonList(EVENT_KINDS),
    ...strength.parameters,
    ...asked.parameters,
  );
}

/** The condition that a year overlaps the window of a filter. */
function yearsDuring({ during }: ClaimFilter): Condition {
  if (during === undefined) return allOf([]);
  const { start, end } = parseTimeSpan(during);
  return allOf([
    ...(start === '' ? [] : [conditionOf('year >= ?', yearOfSortKey(start))]),
    ...(end === '~' ? [] : [conditionOf('year <= ?', yearOfSortKey(end))]),
  ]);
}
