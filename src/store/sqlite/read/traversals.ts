import { symmetricPredicates } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import { costOfKeys, type Edge } from '../../../domain/traversal/edge.js';
import type { Scope } from '../../read/scope.js';
import type { Direction, TraversalFilter } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { claimIdOf, DIGITS } from '../schema/compact-ids.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { readClaimsAfter } from './claim-lists.js';
import { selectClaims } from './claim-window.js';

/** Ids of entities one claim away, each once, in order. */
export function readNeighbors(
  db: SqliteConnection,
  scope: Scope,
  ids: readonly string[],
  direction: Direction,
  filter: TraversalFilter,
  limit: number,
): string[] {
  const expansions = expansionsOf(direction, filter).map((expand) => expand(ids));
  const parts = expansions.map(({ far, conditions }) =>
    selectClaims(scope, filter, `DISTINCT ${far} AS id`, conditions),
  );
  const rows = db.all(
    `${parts.map(({ sql }) => sql).join(' UNION ')} ORDER BY id LIMIT ?`,
    ...parts.flatMap(({ parameters }) => parameters),
    limit,
  );
  return rows.map(({ id }) => id as string);
}

/** Claims that lead away from these entities; one more than `limit` if there are more. */
export function readEdges(
  db: SqliteConnection,
  scope: Scope,
  ids: readonly string[],
  direction: Direction,
  filter: TraversalFilter,
  limit: number,
): Edge[] {
  const expansions = expansionsOf(direction, filter).map((expand) => expand(ids));
  return edgesOf(db, scope, filter, expansions, limit);
}

/** Claims that lead from one of the first entities to one of the second, read from the side with fewer entities. */
export function readEdgesBetween(
  db: SqliteConnection,
  scope: Scope,
  from: readonly string[],
  to: readonly string[],
  direction: Direction,
  filter: TraversalFilter,
  limit: number,
): Edge[] {
  const fromStart = from.length <= to.length;
  const expansions = expansionsOf(direction, filter).map((expand) => {
    const { near, far, conditions } = fromStart ? expand(from) : expand(to, 'far');
    const other = conditionOf(`+${fromStart ? far : near} ${IN_JSON_LIST}`, jsonList(fromStart ? to : from));
    return { near, far, conditions: [...conditions, other] };
  });
  return edgesOf(db, scope, filter, expansions, limit);
}

function edgesOf(
  db: SqliteConnection,
  scope: Scope,
  filter: TraversalFilter,
  expansions: readonly Expansion[],
  limit: number,
): Edge[] {
  const parts = expansions.map(({ near, far, conditions }) =>
    selectClaims(
      scope,
      filter,
      `${DIGITS('id')}, ${near} AS near, ${far} AS far, status_rank, confidence_key`,
      conditions,
    ),
  );
  const rows = db.all(
    `${parts.map(({ sql }) => sql).join(' UNION ALL ')} LIMIT ?`,
    ...parts.flatMap(({ parameters }) => parameters),
    limit + 1,
  );
  return rows.map(({ id, near, far, status_rank, confidence_key }) => ({
    claimId: claimIdOf(id),
    from: near as string,
    to: far as string,
    cost: costOfKeys(status_rank as number, confidence_key as number),
  }));
}

/** Claims with both ends among these entities, in the order of claims. */
export function readClaimsAmong(
  db: SqliteConnection,
  scope: Scope,
  ids: readonly string[],
  filter: TraversalFilter,
  limit: number,
): Claim[] {
  // The plus makes SQLite read all claims of each subject instead of looking up each pair of entities.
  const conditions = [
    conditionOf(`subject_id ${IN_JSON_LIST}`, jsonList(ids)),
    conditionOf(`+object_id ${IN_JSON_LIST}`, jsonList(ids)),
  ];
  const among = { condition: allOf(conditions) };
  return readClaimsAfter(db, scope, filter, { key: null, limit }, among).map(({ record }) => record);
}

/** A set of claims that lead from `near` to `far`. */
interface Expansion {
  readonly near: string;
  readonly far: string;
  readonly conditions: readonly Condition[];
}

/** The sets that together make the direction, for claims that leave these entities (`near`) or reach them (`far`). */
function expansionsOf(
  direction: Direction,
  filter: TraversalFilter,
): ((ids: readonly string[], at?: 'near' | 'far') => Expansion)[] {
  const expansion =
    (near: string, far: string, ...more: Condition[]) =>
    (ids: readonly string[], at: 'near' | 'far' = 'near'): Expansion => ({
      near,
      far,
      conditions: [
        conditionOf(`${at === 'near' ? near : far} ${IN_JSON_LIST}`, jsonList(ids)),
        conditionOf('subject_id <> object_id'),
        ...more,
      ],
    });
  if (direction === 'BOTH')
    return [expansion('subject_id', 'object_id'), expansion('object_id', 'subject_id')];
  const [own, other] =
    direction === 'OUT' ? (['subject_id', 'object_id'] as const) : (['object_id', 'subject_id'] as const);
  const symmetric = symmetricPredicates(filter.predicates);
  if (symmetric.length === 0) return [expansion(own, other)];
  return [
    expansion(own, other),
    expansion(other, own, conditionOf(`predicate ${IN_JSON_LIST}`, jsonList(symmetric))),
  ];
}
