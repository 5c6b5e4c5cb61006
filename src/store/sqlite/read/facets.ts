import type { Facet } from '../../../domain/facets.js';
import { statusAtRank } from '../../../domain/order.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, FacetCount } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { validAt, viewSuffix } from '../schema/as-of.js';
import { allOf } from '../schema/sql.js';
import { filterConditions } from './claim-filter.js';

/** One statement for each facet. */
export function countBy(
  db: SqliteConnection,
  scope: Scope,
  facet: Facet,
  filter: ClaimFilter,
  limit: number,
): readonly FacetCount[] {
  const { sql, parameters } = allOf(filterConditions(scope, filter));
  const rows = db.all(
    `WITH chosen AS (SELECT id, subject_id, predicate, object_id, status_rank FROM claim${viewSuffix(scope)} WHERE ${sql})
     ${FACET_QUERIES[facet](scope)} ORDER BY count DESC, value LIMIT ?`,
    ...parameters,
    limit,
  );
  return rows.map(({ value, count }) => ({
    value: facet === 'STATUS' ? statusAtRank(value as number) : String(value),
    count: count as number,
  }));
}

const FACET_QUERIES: Readonly<Record<Facet, (scope: Scope) => string>> = {
  STATUS: () => 'SELECT status_rank AS value, count(*) AS count FROM chosen GROUP BY status_rank',
  PREDICATE: () => 'SELECT predicate AS value, count(*) AS count FROM chosen GROUP BY predicate',
  // By pairs of kinds first, which are few. An entity never changes its kind, so the current table will do.
  KIND: () => `, pair AS (
      SELECT s.kind AS one, o.kind AS other, count(*) AS n
      FROM chosen JOIN entity AS s ON s.id = subject_id LEFT JOIN entity AS o ON o.id = object_id GROUP BY one, other)
    SELECT value, sum(n) AS count FROM (
      SELECT one AS value, n FROM pair UNION ALL SELECT other, n FROM pair WHERE other <> one) GROUP BY value`,
  COUNTRY: () => `SELECT value, sum(n) AS count FROM (
      SELECT subject_id AS value, count(*) AS n FROM chosen GROUP BY subject_id
      UNION ALL SELECT object_id, count(*) FROM chosen WHERE object_id <> subject_id GROUP BY object_id)
    WHERE EXISTS (SELECT 1 FROM entity WHERE id = value AND kind = 'STATE') GROUP BY value`,
  SOURCE: (scope) => `SELECT source_id AS value, count(DISTINCT claim_id) AS count
    FROM citation${viewSuffix(scope)} AS c JOIN article${viewSuffix(scope)} AS a ON a.id = c.article_id
    WHERE a.live = 1 AND claim_id IN (SELECT id FROM chosen) GROUP BY source_id`,
  YEAR: (scope) => `SELECT year.value AS value, count(DISTINCT claim_id) AS count
    FROM claim_date AS d, json_each(d.years) AS year
    WHERE ${validAt(scope, 'd')} AND claim_id IN (SELECT id FROM chosen) GROUP BY year.value`,
};
