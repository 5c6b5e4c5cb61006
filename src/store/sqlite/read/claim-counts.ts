import type { Facet } from '../../../domain/facets.js';
import { statusRank } from '../../../domain/order.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { datingMask, OWN_DATES } from '../../read/claim-counts.js';
import { EVENT_KINDS } from '../../read/timeline.js';
import type { ClaimFilter } from '../../store.js';
import type { ClaimCount } from '../../write/claim-counter.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { type Condition, conditionOf } from '../schema/sql.js';
import { inEventPredicates } from './claim-window.js';

/** The key of a row of `claim_count`; its other column is `n`. */
export const COUNT_KEY = 'facet, value, status_rank, dating';

/**
 * The statement that counts claims for each value of each facet: the rows of `claim_count` that these claims make; see `ClaimCount`. `claims`
 * is a condition on claims.
 */
export const countsOfClaims = (claims: string): string =>
  `WITH chosen AS MATERIALIZED (
     SELECT id, subject_id, predicate, object_id, status_rank, dated, years FROM claim WHERE ${claims}),
   ending AS MATERIALIZED (
     SELECT c.id AS id, predicate, status_rank, dated, e.id AS entity_id, kind
     FROM chosen AS c CROSS JOIN entity AS e ON e.id IN (subject_id, object_id)),
   held AS (
     SELECT c.id AS id, year.value ->> 0 AS year, (year.value ->> 1) / ${STATUS_STEP} AS status_rank, ${OWN_DATES} AS dating
     FROM chosen AS c CROSS JOIN json_each(c.years) AS year
     UNION ALL SELECT c.id, year.value, c.status_rank, 1 << d.status_rank
     FROM ending AS c CROSS JOIN claim AS d INDEXED BY claim_by_predicate ON d.subject_id = entity_id AND d.predicate = 'DATED'
       CROSS JOIN claim_date AS v ON v.claim_id = d.id AND is_value = 1 AND replaced_at IS NULL CROSS JOIN json_each(v.years) AS year
     WHERE c.dated = 0 AND c.predicate <> 'DATED' AND c.predicate ${inEventPredicates()}
       AND kind IN (${EVENT_KINDS.map((kind) => `'${kind}'`).join(', ')}))
   SELECT 'STATUS' AS facet, '' AS value, status_rank, ${OWN_DATES} AS dating, count(*) AS n FROM chosen GROUP BY status_rank
   UNION ALL SELECT 'PREDICATE', predicate, status_rank, ${OWN_DATES}, count(*) FROM chosen GROUP BY predicate, status_rank
   UNION ALL SELECT 'KIND', kind, status_rank, ${OWN_DATES}, count(DISTINCT id) FROM ending GROUP BY kind, status_rank
   UNION ALL SELECT 'COUNTRY', entity_id, status_rank, ${OWN_DATES}, count(*) FROM ending WHERE kind = 'STATE' GROUP BY entity_id, status_rank
   UNION ALL SELECT 'SOURCE', source_id, status_rank, ${OWN_DATES}, count(DISTINCT c.id)
     FROM chosen AS c CROSS JOIN citation AS t ON t.claim_id = c.id CROSS JOIN article AS a ON a.key = t.article_key
     WHERE live = 1 GROUP BY source_id, status_rank
   UNION ALL SELECT 'YEAR', CAST(year AS TEXT), status_rank, dating, count(*)
     FROM (SELECT year, status_rank, sum(DISTINCT dating) AS dating FROM held GROUP BY id, year) GROUP BY year, status_rank, dating`;

/** The count in a row of `countsOfClaims` or `claim_count`. */
export const toClaimCount = ({ facet, value, status_rank, dating, n }: Row): ClaimCount =>
  ({ facet, value, statusRank: status_rank, dating, n }) as ClaimCount;

/** The statement that reads the counts of all claims with the statuses of a filter, as `value` and `count`. */
export function keptCounts(facet: Facet, filter: ClaimFilter): Condition {
  const value = { STATUS: 'status_rank', YEAR: 'CAST(value AS INTEGER)' }[facet as string] ?? 'value';
  return conditionOf(
    `SELECT ${value} AS value, sum(n) AS count FROM claim_count
     WHERE facet = ? AND status_rank ${IN_JSON_LIST} AND dating & ? GROUP BY ${value}`,
    facet,
    jsonList(filter.statuses.map(statusRank)),
    datingMask(filter),
  );
}

/** The number of all claims with the statuses of a filter. */
export function countAllClaims(db: SqliteConnection, filter: ClaimFilter): number {
  const { sql, parameters } = keptCounts('STATUS', filter);
  const [row] = db.all(`SELECT coalesce(sum(count), 0) AS n FROM (${sql})`, ...parameters);
  return row?.n as number;
}
