import { statusAtRank, statusRank } from '../../../domain/order.js';
import { parseTimeSpan, spanInMs } from '../../../domain/time-span.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { datingStatusRanks, eventPredicates } from '../../read/event-dates.js';
import { confidenceKeys } from '../../read/recheck-filter.js';
import type { Scope } from '../../read/scope.js';
import { EVENT_KINDS } from '../../read/timeline.js';
import type { ClaimFilter } from '../../store.js';
import { allOf, type Condition, type CypherParameters, conditionOf, where } from '../connection/cypher.js';
import { anyVersionOf, matchEntities } from '../schema/as-of.js';
import { statusRankOf } from '../schema/order-keys.js';
import { claimCondition, confidenceKeyOf, inKeyBounds, statusCondition } from './claim-filter.js';

/** Claims `n` of a filter, each with its `strength`. A `WHERE` can follow `cypher`. */
export interface ClaimSelection extends Condition {
  /** The key of `n` under the filter, as an expression. */
  readonly orderKey: string;
}

/**
 * The claims of a filter among those of a match, read one by one. `match` has no conditions; `conditions` are about the claim, not about
 * its status.
 */
export function selectClaims(
  scope: Scope,
  filter: ClaimFilter,
  match: string,
  ...conditions: readonly string[]
): ClaimSelection {
  const own = claimCondition(scope, filter);
  if (filter.during === undefined) {
    const { cypher, parameters } = allOf([statusCondition(filter), own]);
    return {
      cypher: `${match} ${where(...conditions, cypher)} WITH n, ${OVERALL_STRENGTH} AS strength`,
      parameters,
      orderKey: 'n.orderKey',
    };
  }
  const strength = windowStrength(scope, filter);
  const shown = strengthCondition(filter, 'strength');
  return {
    cypher: `${match} ${where(...conditions, own.cypher)} WITH n, ${strength.cypher} AS strength WHERE ${shown.cypher}
      WITH n, strength`,
    parameters: { ...own.parameters, ...strength.parameters, ...shown.parameters },
    orderKey: `toString(strength / ${STATUS_STEP}) + ' ' + right('00' + toString(strength % ${STATUS_STEP}), 3) + ' ' + n.id`,
  };
}

/**
 * The condition that a strength (see `strengthOf`) matches the statuses and the confidence of a filter. Two conditions of one statement
 * about different filters need parameters of different names.
 */
export function strengthCondition(
  filter: ClaimFilter,
  strength: string,
  [ranks, keys]: readonly [string, string] = ['statusRanks', 'confidenceKeys'],
): Condition {
  const hasStatus = conditionOf(`(${strength}) / ${STATUS_STEP} IN $${ranks}`, {
    [ranks]: filter.statuses.map(statusRank),
  });
  const bounds = confidenceKeys(filter);
  if (bounds === null) return hasStatus;
  return allOf([hasStatus, inKeyBounds(`(${strength}) % ${STATUS_STEP}`, bounds, keys)]);
}

/** The strength of the claim `n` over all time. */
export const OVERALL_STRENGTH = `${statusRankOf('n')} * ${STATUS_STEP} + ${confidenceKeyOf('n')}`;

/** The strength of the claim `n` in the window; null if the window does not show it. */
function windowStrength(scope: Scope, filter: ClaimFilter): Condition {
  const undated = undatedInWindow(scope, filter);
  return conditionOf(
    `CASE WHEN n.dated OR ${undated.cypher} THEN ${shownStrength(filter)} END`,
    undated.parameters,
  );
}

/** The strength of the claim `n` under a filter that shows it. */
export function shownStrength({ during, includeUndated }: ClaimFilter): string {
  if (during === undefined) return OVERALL_STRENGTH;
  const lists = periodLists('n', includeUndated);
  return `CASE WHEN n.dated THEN ${firstInSpan(lists, lists.strengths)} ELSE ${OVERALL_STRENGTH} END`;
}

/** The periods of the node or relationship `owner` as parallel lists, the strongest first. */
export interface PeriodLists {
  readonly starts: string;
  readonly ends: string;
  readonly strengths: string;
}

/** Those that are possible, with `includeUndated`, or known. */
export function periodLists(owner: string, includeUndated = false): PeriodLists {
  const kind = includeUndated ? 'possible' : 'known';
  return {
    starts: `${owner}.${kind}Starts`,
    ends: `${owner}.${kind}Ends`,
    strengths: `${owner}.${kind}Strengths`,
  };
}

/** The value of a parallel list for the strongest period in a span; null if none overlaps it. */
export const firstInSpan = (
  { starts, ends }: PeriodLists,
  values: string,
  [start, end]: readonly [string, string] = ['$window.start', '$window.end'],
): string =>
  `head([i IN range(0, size(${starts}) - 1) WHERE ${starts}[i] <= ${end} AND ${ends}[i] >= ${start} | ${values}[i]])`;

/** The condition that a window shows the claim `n`, which has no dates. Its parameters also serve the other conditions of this file. */
export function undatedInWindow(scope: Scope, filter: ClaimFilter): Condition {
  const happened = `CASE n.predicate WHEN 'DATED' THEN ${dateOverlaps('n')}
    ELSE n.predicate IN $eventPredicates AND EXISTS {
      ${matchEventsOf(scope)} AND ${isDatedInWindow(scope, 'e')} } END`;
  return conditionOf(filter.includeUndated === true ? 'true' : happened, windowParameters(filter));
}

/** A match of the attacks and events `e` that the claim `n` is about. Further conditions can follow. */
export const matchEventsOf = (scope: Scope): string =>
  matchEntities(scope, 'e', 'e.id IN [n.subjectId, n.objectId]', 'e.kind IN $eventKinds');

/** The condition that the value of a claim is a date in the window. */
export const dateOverlaps = (claim: string): string =>
  `(${claim}.dateStart <= $window.end AND ${claim}.dateEnd >= $window.start)`;

/** The condition that a claim dates the entity in the window. */
export const isDatedInWindow = (scope: Scope, entity: string): string =>
  `EXISTS { ${matchDatesOf(scope, entity, dateOverlaps('d'))} }`;

/** A match of the claims `d` of a filter that date an entity. */
export function matchDatesOf(scope: Scope, entity: string, condition = ''): string {
  const { label, validAt } = anyVersionOf(scope);
  // An index of two properties is used only if the statement names both.
  const useIndex = scope === 'now' ? '' : "d.orderKey > ''";
  return `MATCH (d:${label('Claim')})
      ${where("d.predicate = 'DATED'", `d.subjectId = ${entity}.id`, useIndex, 'd.status IN $datingStatuses', condition, validAt('d'))}`;
}

/** The parameters of conditions about the dates of attacks and events. */
export const eventParameters = (filter: ClaimFilter): CypherParameters => ({
  eventKinds: EVENT_KINDS,
  eventPredicates: eventPredicates(),
  datingStatuses: datingStatusRanks(filter).map(statusAtRank),
});

/** The parameters of all conditions about a window. */
export function windowParameters(
  filter: ClaimFilter,
): CypherParameters & { readonly window: ReturnType<typeof spanInMs> } {
  return { window: spanInMs(parseTimeSpan(filter.during ?? '')), ...eventParameters(filter) };
}
