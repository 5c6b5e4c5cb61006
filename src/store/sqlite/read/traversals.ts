import { symmetricAmong } from '../../../domain/ontology.js';
import { keyOfStrength, type Link } from '../../../domain/traversal/link.js';
import { type TraversalReads, traversals } from '../../read/traversals.js';
import type { Direction, Reads, TraversalFilter } from '../../store.js';
import type { Connection } from '../connection/connection.js';
import type { Moment } from '../schema/as-of.js';
import { IN, list, toClaim, toEntity } from '../schema/row-mapping.js';
import { all, type Where, where } from '../schema/sql.js';
import { claimConditions } from './claim-filter.js';

/** The traversals over one connection. */
export function sqliteTraversals(
  db: Connection,
  moment: Moment,
): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  const reads = traversalReads(db, moment);
  return traversals((work) => work(reads));
}

function traversalReads(db: Connection, moment: Moment): TraversalReads {
  const table = `claim${moment}`;
  const byId = <T>(from: string, ids: readonly string[], read: (row: Record<string, unknown>) => T) => {
    const rows = db.all(`SELECT * FROM ${from}${moment} WHERE id ${IN}`, list(ids));
    const found = new Map(rows.map((row) => [row.id as string, read(row)]));
    return ids.map((id) => found.get(id) ?? null);
  };
  const links = (arms: readonly Arm[], most: number): Link[] => {
    const parts = arms.map(
      ({ near, far, condition }) =>
        `SELECT id, ${near} AS near, ${far} AS far, strength, confidence_key FROM ${table} WHERE ${condition.sql}`,
    );
    return db
      .all(
        `${parts.join(' UNION ALL ')} LIMIT ?`,
        ...arms.flatMap(({ condition }) => condition.parameters),
        most + 1,
      )
      .map(({ id, near, far, strength, confidence_key }) => ({
        claimId: id as string,
        from: near as string,
        to: far as string,
        standing: keyOfStrength(strength as number, confidence_key as number),
      }));
  };
  return {
    neighbors: (direction, filter) => async (ids, most) => {
      const arms = armsOf(direction, filter, moment).map((arm) => arm(ids));
      const rows = db.all(
        `${arms.map(({ far, condition }) => `SELECT DISTINCT ${far} AS id FROM ${table} WHERE ${condition.sql}`).join(' UNION ')}
         ORDER BY id LIMIT ?`,
        ...arms.flatMap(({ condition }) => condition.parameters),
        most,
      );
      return rows.map(({ id }) => id as string);
    },
    links: (direction, filter) => async (ids, most) =>
      links(
        armsOf(direction, filter, moment).map((arm) => arm(ids)),
        most,
      ),
    linksBetween: (direction, filter) => async (from, to, most) => {
      // Along the links of the fewer entities.
      const arms = armsOf(direction, filter, moment).map((arm) => {
        const [at, other] = from.length <= to.length ? [arm(from), to] : [arm(to, 'far'), from];
        const { near, far } = at;
        const end = from.length <= to.length ? far : near;
        return { near, far, condition: all([at.condition, where(`+${end} ${IN}`, list(other))]) };
      });
      return links(arms, most);
    },
    claimsAmong: async (ids, filter, most) => {
      // The plus: of each subject all links are read along, where each pair of entities would be looked up.
      const { sql, parameters } = all([
        where(`subject_id ${IN}`, list(ids)),
        where(`+object_id ${IN}`, list(ids)),
        ...claimConditions(filter, moment),
      ]);
      return db
        .all(
          `SELECT * FROM ${table} WHERE ${sql} ORDER BY strength, confidence_key, id LIMIT ?`,
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
interface Arm {
  readonly near: string;
  readonly far: string;
  readonly condition: Where;
}

/** The sets that together are the direction, of links that leave these entities, or reach them. */
function armsOf(
  direction: Direction,
  filter: TraversalFilter,
  moment: Moment,
): ((ids: readonly string[], at?: 'near' | 'far') => Arm)[] {
  const conditions = claimConditions(filter, moment);
  const arm =
    (near: string, far: string, ...more: Where[]) =>
    (ids: readonly string[], at: 'near' | 'far' = 'near'): Arm => ({
      near,
      far,
      condition: all([
        where(`${at === 'near' ? near : far} ${IN}`, list(ids)),
        where('subject_id <> object_id'),
        ...conditions,
        ...more,
      ]),
    });
  if (direction === 'BOTH') return [arm('subject_id', 'object_id'), arm('object_id', 'subject_id')];
  const [own, other] =
    direction === 'OUT' ? (['subject_id', 'object_id'] as const) : (['object_id', 'subject_id'] as const);
  const symmetric = symmetricAmong(filter.predicates);
  if (symmetric.length === 0) return [arm(own, other)];
  return [arm(own, other), arm(other, own, where(`predicate ${IN}`, list(symmetric)))];
}
