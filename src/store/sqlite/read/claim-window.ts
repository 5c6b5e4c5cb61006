import { statusRank } from '../../../domain/order.js';
import { parseTimeSpan, spanInMs, type TimeSpan } from '../../../domain/time-span.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { datingStatusRanks, eventPredicates } from '../../read/event-dates.js';
import { confidenceKeys } from '../../read/recheck-filter.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS } from '../../read/timeline.js';
import type { ClaimFilter } from '../../store.js';
import { kindOf, validAt, viewSuffix } from '../schema/as-of.js';
import { claimIdOf } from '../schema/compact-ids.js';
import { IN_JSON_LIST, jsonList, PERIOD_KINDS } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { claimCondition, inKeyBounds, statusCondition } from './claim-filter.js';
import { CLAIM_ORDER, type RowOrder } from './list-query.js';

/**
 * The statement that selects the claims of a filter: columns of `claim` that its indexes hold. Under `during`, `status_rank` and
 * `confidence_key` are those of the window.
 */
export function selectClaims(
  scope: Scope,
  filter: ClaimFilter,
  columns: string,
  conditions: readonly Condition[] = [],
): Condition {
  const all = [...conditions, claimCondition(scope, filter)];
  if (filter.during === undefined) {
    const { sql, parameters } = allOf([...all, statusCondition(filter)]);
    return conditionOf(`SELECT ${columns} FROM claim${viewSuffix(scope)} WHERE ${sql}`, ...parameters);
  }
  const strength = windowStrength(scope, filter, filter.during);
  const claims = allOf(all);
  const shown = statusCondition(filter);
  // The limit keeps SQLite from computing the strength again for each of its uses.
  return conditionOf(
    `SELECT ${columns} FROM (
       SELECT id, subject_id, predicate, object_id, first_known_at, strength / ${STATUS_STEP} AS status_rank, strength % ${STATUS_STEP} AS confidence_key
       FROM (SELECT id, subject_id, predicate, object_id, first_known_at, ${strength.sql} AS strength FROM claim${viewSuffix(scope)} AS c
         WHERE ${claims.sql} LIMIT -1)
     ) WHERE ${shown.sql}`,
    ...strength.parameters,
    ...claims.parameters,
    ...shown.parameters,
  );
}

/**
 * The statement that counts the current claims of a filter with `during` and without conditions on claims, as `n`. It reads each period in one
 * walk: twice as fast as to look up the periods of each claim.
 */
export function countInWindow(filter: ClaimFilter): Condition {
  const { includeUndated = false, during = '' } = filter;
  const span = parseTimeSpan(during);
  const { start, end } = spanInMs(span);
  const dated = strengthCondition(filter, 'strength');
  const happened = includeUndated ? allOf([]) : happenedDuring('now', filter, span);
  const undated = allOf([statusCondition(filter), conditionOf('dated = 0'), happened]);
  return conditionOf(
    `SELECT (SELECT count(*) FROM (
         SELECT min(p.status_rank * ${STATUS_STEP} + p.confidence_key) AS strength FROM claim_period AS p
         WHERE p.start <= ? AND p.end >= ? AND p.kind ${periodKinds(includeUndated)} GROUP BY p.claim_id
       ) WHERE ${dated.sql}) + (SELECT count(*) FROM claim AS c WHERE ${undated.sql}) AS n`,
    end,
    start,
    ...dated.parameters,
    ...undated.parameters,
  );
}

/** A statement that selects claims in the order of an index, and ends with a condition to which others can be added. */
export interface Walk {
  readonly select: Condition;
  readonly order: RowOrder;
}

/** The walks that together find the current claims of a filter under `during`, at an end of claims and with a condition on them. */
export function windowWalks(
  filter: ClaimFilter,
  end: Condition,
  condition: Condition,
): { readonly periods: readonly Walk[]; readonly undated: Walk } {
  const { includeUndated = false, during = '' } = filter;
  const span = parseTimeSpan(during);
  const claims = allOf([condition, claimCondition('now', filter)]);
  const kinds = [PERIOD_KINDS.both, includeUndated ? PERIOD_KINDS.possible : PERIOD_KINDS.known];
  const periods = kinds.map((kind) => periodWalk(kind, filter, span, end, claims));
  const happened = includeUndated ? allOf([]) : happenedDuring('now', filter, span);
  const undated = allOf([end, claims, statusCondition(filter), conditionOf('dated = 0'), happened]);
  return {
    periods,
    undated: {
      select: conditionOf(
        `SELECT status_rank, confidence_key, id FROM claim AS c WHERE ${undated.sql}`,
        ...undated.parameters,
      ),
      order: CLAIM_ORDER,
    },
  };
}

/** Periods of one kind in a window, without those of claims of which the window shows a stronger one. */
function periodWalk(
  kind: number,
  filter: ClaimFilter,
  span: TimeSpan,
  end: Condition,
  claims: Condition,
): Walk {
  const { start, end: last } = spanInMs(span);
  // Of an order that begins with other statuses, the walk skips what comes before and after.
  const ranks = filter.statuses.map(statusRank);
  const range = conditionOf('p.status_rank BETWEEN ? AND ?', Math.min(...ranks), Math.max(...ranks));
  const status = allOf([range, statusCondition(filter)]);
  const isMatch =
    claims.sql === allOf([]).sql
      ? allOf([])
      : conditionOf(
          `EXISTS (SELECT 1 FROM claim WHERE id = p.claim_id AND ${claims.sql})`,
          ...claims.parameters,
        );
  return {
    select: conditionOf(
      `SELECT DISTINCT status_rank, confidence_key, claim_id AS id FROM claim_period AS p
       WHERE p.kind = ${kind} AND ${end.sql} AND p.start <= ? AND p.end >= ? AND ${status.sql} AND ${isMatch.sql}
         AND NOT EXISTS (SELECT 1 FROM claim_period AS q WHERE q.claim_id = p.claim_id AND q.start <= ? AND q.end >= ?
           AND q.kind ${periodKinds(filter.includeUndated ?? false)}
           AND (q.status_rank, q.confidence_key) < (p.status_rank, p.confidence_key))`,
      ...end.parameters,
      last,
      start,
      ...status.parameters,
      ...isMatch.parameters,
      last,
      start,
    ),
    order: { columns: ['status_rank', 'confidence_key', 'claim_id'], idOf: claimIdOf },
  };
}

/** The strength of the claim `c` in a window; null if the window does not show it. */
function windowStrength(scope: Scope, filter: ClaimFilter, during: string): Condition {
  const { includeUndated = false } = filter;
  const span = parseTimeSpan(during);
  const dated = scope === 'now' ? currentStrength(span, includeUndated) : strengthAsOf(span, includeUndated);
  const happened = includeUndated ? conditionOf('TRUE') : happenedDuring(scope, filter, span);
  return conditionOf(
    `CASE WHEN c.dated THEN ${dated.sql} WHEN ${happened.sql} THEN ${OVERALL_STRENGTH} END`,
    ...dated.parameters,
    ...happened.parameters,
  );
}

/** The strength of the claim `c` over all time. */
export const OVERALL_STRENGTH = `c.status_rank * ${STATUS_STEP} + c.confidence_key`;

function currentStrength(span: TimeSpan, includeUndated: boolean): Condition {
  const { start, end } = spanInMs(span);
  return conditionOf(
    `(SELECT min(p.status_rank * ${STATUS_STEP} + p.confidence_key) FROM claim_period AS p
      WHERE p.claim_id = c.id AND p.start <= ? AND p.end >= ? AND p.kind ${periodKinds(includeUndated)})`,
    end,
    start,
  );
}

/** Earlier versions of claims keep their periods only in the claim itself. */
const strengthAsOf = ({ start, end }: TimeSpan, includeUndated: boolean): Condition =>
  conditionOf(strengthInSpan(includeUndated, '?', '?'), end, start);

/**
 * The strongest that is known, or possible, of the claim `c`, which has dates, at any time between two sort keys; null if nothing is. The
 * keys are SQL, the end first.
 */
export const strengthInSpan = (includeUndated: boolean, end: string, start: string): string =>
  `(SELECT min(p.value ->> ${includeUndated ? 3 : 2}) FROM json_each(c.periods) AS p
    WHERE p.value ->> 0 <= ${end} AND p.value ->> 1 >= ${start})`;

export const periodKinds = (includeUndated: boolean): string =>
  `IN (${PERIOD_KINDS.both}, ${includeUndated ? PERIOD_KINDS.possible : PERIOD_KINDS.known})`;

/** The condition that a strength matches the statuses and the confidence of a filter. */
export function strengthCondition(filter: ClaimFilter, strength: string): Condition {
  const keys = confidenceKeys(filter);
  return allOf([
    conditionOf(`(${strength}) / ${STATUS_STEP} ${IN_JSON_LIST}`, jsonList(filter.statuses.map(statusRank))),
    ...(keys === null ? [] : [inKeyBounds(`(${strength}) % ${STATUS_STEP}`, keys)]),
  ]);
}

export const inEventPredicates = (): string =>
  `IN (${eventPredicates()
    .map((name) => `'${name}'`)
    .join(', ')})`;

/** Whether the claim `c`, which has no dates, holds in a window by the date of what it is about: see `ClaimFilter.during`. */
function happenedDuring(scope: Scope, filter: ClaimFilter, { start, end }: TimeSpan): Condition {
  const overlaps = `v.is_value = 1 AND v.known_start <= ? AND v.known_end >= ? AND ${validAt(scope, 'v')}`;
  return conditionOf(
    `CASE c.predicate WHEN 'DATED'
     THEN EXISTS (SELECT 1 FROM claim_date AS v WHERE v.claim_id = c.id AND ${overlaps})
     ELSE c.predicate ${inEventPredicates()} AND EXISTS (
       SELECT 1 FROM claim${viewSuffix(scope)} AS d
         CROSS JOIN claim_date AS v ON v.claim_id = d.id
       WHERE d.predicate = 'DATED' AND d.subject_id IN (c.subject_id, c.object_id) AND d.status_rank ${IN_JSON_LIST}
         AND ${kindOf(scope, 'd.subject_id')} ${IN_JSON_LIST} AND ${overlaps})
     END`,
    end,
    start,
    jsonList(datingStatusRanks(filter)),
    jsonList(EVENT_KINDS),
    end,
    start,
  );
}
