import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import { type CypherParameters, where } from '../connection/cypher.js';
import { anyVersionOf, versionsOf } from '../schema/as-of.js';
import { CLAIM_KEY_PREFIX_LENGTH } from '../schema/order-keys.js';
import { claimCondition } from './claim-filter.js';
import {
  type ClaimSelection,
  firstInSpan,
  periodLists,
  selectClaims,
  undatedInWindow,
} from './claim-window.js';
import { claimKeyRanges, type KeyRange, rangeAfter } from './key-ranges.js';
import { inKeyRange } from './list-query.js';

/** A set of claims `n` in the order of an index, in the part of it that `keyRange` bounds. */
export interface ClaimWalk {
  readonly match: string;
  readonly orderKey: string;
  /** What the index sorts by: an `ORDER BY` with this stops the walk when a page is full. */
  readonly order: string;
}

export interface ClaimWalks {
  readonly walks: readonly ClaimWalk[];
  readonly parameters: CypherParameters & { readonly keyRanges: readonly KeyRange[] };
}

/** A condition on the first property of an index, for the variable of a claim or of a period, and further conditions. */
export interface IndexedCondition {
  readonly property: 'subjectId' | 'objectId' | 'predicate';
  readonly cypher: (node: string) => string;
}

/** The claims of a filter after a key. No claim is in two walks. `filter` is without the condition of `among`. */
export function claimWalks(
  scope: Scope,
  filter: ClaimFilter,
  startKey: string | null,
  among?: IndexedCondition,
): ClaimWalks {
  if (filter.during === undefined) return walksInOrder(scope, filter, startKey, among);
  return scope === 'now'
    ? walksInWindow(filter, startKey, among)
    : walksInWindowAsOf(filter, startKey, among);
}

function walksInOrder(
  scope: Scope,
  filter: ClaimFilter,
  startKey: string | null,
  among?: IndexedCondition,
): ClaimWalks {
  const { cypher, parameters } = claimCondition(scope, filter);
  return {
    walks: versionsOf(scope).map(({ label, validAt }) => ({
      match: `MATCH (n:${label('Claim')}) ${where(among?.cypher('n') ?? '', inKeyRange('n.orderKey'), cypher, validAt('n'))}`,
      orderKey: 'n.orderKey',
      order: orderBy('n', among, 'orderKey'),
    })),
    parameters: { ...parameters, keyRanges: claimKeyRanges(filter, startKey) },
  };
}

/** Ordered by both properties, though one is fixed: only then is it the order of the index, and the walk stops when the page is full. */
const orderBy = (node: string, among: IndexedCondition | undefined, key: string): string =>
  [among?.property ?? '', key]
    .filter((property) => property !== '')
    .map((property) => `${node}.${property}`)
    .join(', ');

/** Claims with dates in the order of their periods, and claims without dates in the order of claims. */
function walksInWindow(filter: ClaimFilter, startKey: string | null, among?: IndexedCondition): ClaimWalks {
  const own = claimCondition('now', filter);
  const undated = undatedInWindow('now', filter);
  const key = filter.includeUndated === true ? 'possibleKey' : 'knownKey';
  const lists = periodLists('n', filter.includeUndated);
  // The walk meets a claim once for each of its periods in the window; the strongest decides.
  const isStrongest = `p.start = ${firstInSpan(lists, lists.starts)}`;
  return {
    walks: [
      {
        match: `MATCH (p:ClaimPeriod) ${where(among?.cypher('p') ?? '', inKeyRange(`p.${key}`), 'p.start <= $window.end', 'p.end >= $window.start')}
          MATCH (p)-[:PERIOD_OF]->(n) ${where(isStrongest, own.cypher)}`,
        orderKey: `p.${key}`,
        order: orderBy('p', among, key),
      },
      {
        match: `MATCH (n:Claim) ${where('n.dated = false', among?.cypher('n') ?? '', inKeyRange('n.orderKey'), own.cypher, undated.cypher)}`,
        orderKey: 'n.orderKey',
        order: among === undefined ? 'n.dated, n.orderKey' : orderBy('n', among, 'orderKey'),
      },
    ],
    parameters: { ...own.parameters, ...undated.parameters, keyRanges: claimKeyRanges(filter, startKey) },
  };
}

/** For each claim with dates that a filter shows in its window one row, for a count. Reads only the index of periods: the id of a claim ends its key. */
export function periodsOfAll({ includeUndated }: ClaimFilter): ClaimWalk {
  const key = includeUndated === true ? 'p.possibleKey' : 'p.knownKey';
  return {
    match: `MATCH (p:ClaimPeriod) WHERE ${key} > '' AND p.start <= $window.end AND p.end >= $window.start
      WITH substring(${key}, ${CLAIM_KEY_PREFIX_LENGTH}) AS id, min(${key}) AS orderKey
      WITH orderKey WHERE any(keyRange IN $keyRanges WHERE ${inKeyRange('orderKey')})`,
    orderKey: 'orderKey',
    order: 'orderKey',
  };
}

/** Archived versions of claims have no periods of their own: all claims are read and sorted. */
function walksInWindowAsOf(
  filter: ClaimFilter,
  startKey: string | null,
  among?: IndexedCondition,
): ClaimWalks {
  const { label, validAt } = anyVersionOf('asOf');
  const selection = selectClaims(
    'asOf',
    filter,
    `MATCH (n:${label('Claim')})`,
    among?.cypher('n') ?? '',
    "n.orderKey > ''",
    validAt('n'),
  );
  return {
    walks: [walkOfSelection(selection)],
    parameters: { ...selection.parameters, keyRanges: rangeAfter(startKey) },
  };
}

/** The claims of a selection, sorted. */
export const walkOfSelection = ({ cypher, orderKey }: ClaimSelection): ClaimWalk => ({
  match: `${cypher} WHERE ${inKeyRange(orderKey)}`,
  orderKey,
  order: 'orderKey',
});
