import type { ClaimFilter } from '../../store.js';
import { type CypherParameters, where } from '../connection/cypher.js';
import { MAX_SHORT_DATE_MS } from '../schema/schema.js';
import { claimCondition } from './claim-filter.js';
import type { ClaimWalk } from './claim-walks.js';
import { isDatedInWindow, windowParameters } from './claim-window.js';
import { inKeyRange } from './list-query.js';

/** A page of a list follows the dates in its window if they are fewer than this. Otherwise it walks the claims until it is full. */
const MAX_DATES = 1000;

/** Collects the DATED claims in the window as `dated`; at most `$maxDates`. */
export const DATES_IN_WINDOW = `CALL () {
    UNWIND $dateRanges AS dates
    MATCH (d:Claim)
    WHERE d.dateIsLong = dates.isLong AND d.dateStart >= dates.from AND d.dateStart <= $window.end AND d.dateEnd >= $window.start
    WITH d LIMIT $maxDates RETURN collect(d) AS dated
  }`;

export const FEW_DATES = 'size(dated) < $maxDates';

/**
 * The current claims of a filter without dates that its window shows, found from the dates in the window: DATED claims, and claims about
 * the attacks and events that they date. No claim is in two walks. `condition` is about the claim `n`.
 */
export function walksFromDates(filter: ClaimFilter, condition: string): readonly ClaimWalk[] {
  const conditions = [
    'n.dated = false',
    `any(keyRange IN $keyRanges WHERE ${inKeyRange('n.orderKey')})`,
    condition,
    claimCondition('now', filter).cypher,
  ];
  const walk = (match: string): ClaimWalk => ({ match, orderKey: 'n.orderKey', order: 'n.orderKey' });
  const claimsAt = (property: string, ...more: readonly string[]): ClaimWalk =>
    walk(`UNWIND dated AS d
      WITH d WHERE ${FEW_DATES} AND d.status IN $datingStatuses
      MATCH (e:Entity {id: d.subjectId}) WHERE e.kind IN $eventKinds
      WITH DISTINCT e
      MATCH (n:Claim) ${where(`n.${property} = e.id`, "n.predicate <> 'DATED'", ...conditions, ...more)}`);
  const subjectHappened = `EXISTS { MATCH (e:Entity {id: n.subjectId}) WHERE e.kind IN $eventKinds AND ${isDatedInWindow('now', 'e')} }`;
  return [
    walk(`UNWIND dated AS n WITH n ${where(FEW_DATES, ...conditions)}`),
    claimsAt('subjectId'),
    claimsAt('objectId', `NOT ${subjectHappened}`),
  ];
}

/** `isPage`: only the first claims are read. */
export function dateParameters(filter: ClaimFilter, isPage: boolean): CypherParameters {
  const { window } = windowParameters(filter);
  return {
    maxDates: isPage ? MAX_DATES : Number.MAX_SAFE_INTEGER,
    dateRanges: [
      { isLong: false, from: window.start - MAX_SHORT_DATE_MS },
      { isLong: true, from: Number.MIN_SAFE_INTEGER },
    ],
  };
}
