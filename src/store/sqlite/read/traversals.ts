import { symmetricPredicates } from '../../../domain/ontology.js';
import { costOfKeys, type Edge } from '../../../domain/traversal/edge.js';
import type { Scope } from '../../read/scope.js';
import { createTraversals, type TraversalReads } from '../../read/traversals.js';
import type { Direction, Reads, TraversalFilter } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toClaim, toEntity } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { claimConditions } from './claim-filter.js';

/** The traversals over one connection. */
export function sqliteTraversals(
  db: SqliteConnection,
  scope: Scope,
): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  const reads = traversalReads(db, scope);
  return createTraversals((work) => work(reads));
}

function traversalReads(db: SqliteConnection, scope: Scope): TraversalReads {
  const table = `claim${viewSuffix(scope)}`;
  const byId = <T>(from: string, ids: readonly string[], read: (row: Record<string, unknown>) => T) => {
    const rows = db.all(`SELECT * FROM ${from}${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, jsonList(ids));
    const found = new Map(rows.map((row) => [row.id as string, read(row)]));
    return ids.map((id) => found.get(id) ?? null);
  };
  const links = (arms: readonly Expansion[], most: number): Edge[] => {
    const parts = arms.map(
      ({ near, far, condition }) =>
        `SELECT id, ${near} AS near, ${far} AS far, status_rank, confidence_key FROM ${table} WHERE ${condition.sql}`,
    );
    return db
      .all(
        `${parts.join(' UNION ALL ')} LIMIT ?`,
        ...arms.flatMap(({ condition }) => condition.parameters),
        most + 1,
      )
      .map(({ id, near, far, status_rank, confidence_key }) => ({
        claimId: id as string,
        from: near as string,
        to: far as string,
        cost: costOfKeys(status_rank as number, confidence_key as number),
      }));
  };
  return {
    neighbors: (direction, filter) => async (ids, most) => {
      const arms = expansionsOf(direction, filter, scope).map((arm) => arm(ids));
      const rows = db.all(
        `${arms.map(({ far, condition }) => `SELECT DISTINCT ${far} AS id FROM ${table} WHERE ${condition.sql}`).join(' UNION ')}
         ORDER BY id LIMIT ?`,
        ...arms.flatMap(({ condition }) => condition.parameters),
        most,
      );
      return rows.map(({ id }) => id as string);
    },
    edges: (direction, filter) => async (ids, most) =>
      links(
        expansionsOf(direction, filter, scope).map((arm) => arm(ids)),
        most,
      ),
    edgesBetween: (direction, filter) => async (from, to, most) => {
      // Along the links of the fewer entities.
      const arms = expansionsOf(direction, filter, scope).map((arm) => {
        const [at, other] = from.length <= to.length ? [arm(from), to] : [arm(to, 'far'), from];
        const { near, far } = at;
        const end = from.length <= to.length ? far : near;
        return {
          near,
          far,
          condition: allOf([at.condition, conditionOf(`+${end} ${IN_JSON_LIST}`, jsonList(other))]),
        };
      });
      return links(arms, most);
    },
    claimsAmong: async (ids, filter, most) => {
      // The plus: of each subject all links are read along, where each pair of entities would be looked up.
      const { sql, parameters } = allOf([
        conditionOf(`subject_id ${IN_JSON_LIST}`, jsonList(ids)),
        conditionOf(`+object_id ${IN_JSON_LIST}`, jsonList(ids)),
        ...claimConditions(filter, scope),
      ]);
      return db
        .all(
          `SELECT * FROM ${table} WHERE ${sql} ORDER BY status_rank, confidence_key, id LIMIT ?`,
          ...parameters,
          most,
        )
        .map(toClaim);
    },
    claims: async (ids) => byId('claim', ids, toClaim),
    entities: async (ids) => byId('entity', ids, toEntity),
    // It has its process to itself, which is ended where it takes too long.
    pause: async () => {},
  };
}

/** A set of claims that lead on from one of their ends. */
interface Expansion {
  readonly near: string;
  readonly far: string;
  readonly condition: Condition;
}

/** The sets that together are the direction, of links that leave these entities, or reach them. */
function expansionsOf(
  direction: Direction,
  filter: TraversalFilter,
  scope: Scope,
): ((ids: readonly string[], at?: 'near' | 'far') => Expansion)[] {
  const conditions = claimConditions(filter, scope);
  const arm =
    (near: string, far: string, ...more: Condition[]) =>
    (ids: readonly string[], at: 'near' | 'far' = 'near'): Expansion => ({
      near,
      far,
      condition: allOf([
        conditionOf(`${at === 'near' ? near : far} ${IN_JSON_LIST}`, jsonList(ids)),
        conditionOf('subject_id <> object_id'),
        ...conditions,
        ...more,
      ]),
    });
  if (direction === 'BOTH') return [arm('subject_id', 'object_id'), arm('object_id', 'subject_id')];
  const [own, other] =
    direction === 'OUT' ? (['subject_id', 'object_id'] as const) : (['object_id', 'subject_id'] as const);
  const symmetric = symmetricPredicates(filter.predicates);
  if (symmetric.length === 0) return [arm(own, other)];
  return [arm(own, other), arm(other, own, conditionOf(`predicate ${IN_JSON_LIST}`, jsonList(symmetric)))];
}
