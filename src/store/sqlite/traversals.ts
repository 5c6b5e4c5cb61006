import { keyOfStrength } from '../../domain/traversal/link.js';
import type { Direction, Reads, TraversalFilter } from '../store.js';
import { type TraversalReads, traversals } from '../traversals.js';
import { claimConditions, symmetric } from './claim-conditions.js';
import type { Connection } from './database.js';
import type { Moment } from './moments.js';
import { IN, list, toClaim, toEntity } from './rows.js';
import { all, type Where, where } from './where.js';

/** The traversals over one connection; each in a transaction, so that all its statements see the same state. */
export function sqliteTraversals(
  db: Connection,
  moment: Moment,
): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  const reads = traversalReads(db, moment);
  return traversals(async (work) => {
    db.run('SAVEPOINT traversal');
    try {
      return await work(reads);
    } finally {
      db.run('RELEASE traversal');
    }
  });
}

function traversalReads(db: Connection, moment: Moment): TraversalReads {
  const table = `claim${moment}`;
  const byId = <T>(from: string, ids: readonly string[], read: (row: Record<string, unknown>) => T) => {
    const rows = db.all(`SELECT * FROM ${from}${moment} WHERE id ${IN}`, list(ids));
    const found = new Map(rows.map((row) => [row.id as string, read(row)]));
    return ids.map((id) => found.get(id) ?? null);
  };
  return {
    neighbors: (direction, filter) => async (ids, most) => {
      const arms = armsOf(direction, filter, moment).map((arm) => arm(ids));
      const rows = db.all(
        `${arms.map(({ far, condition }) => `SELECT ${far} AS id FROM ${table} WHERE ${condition.sql}`).join(' UNION ')}
         ORDER BY id LIMIT ?`,
        ...arms.flatMap(({ condition }) => condition.parameters),
        most,
      );
      return rows.map(({ id }) => id as string);
    },
    links: (direction, filter) => async (ids, most) => {
      const arms = armsOf(direction, filter, moment).map((arm) => arm(ids));
      const rows = db.all(
        `${arms
          .map(
            ({ near, far, condition }) =>
              `SELECT id, ${near} AS near, ${far} AS far, strength, confidence_key FROM ${table} WHERE ${condition.sql}`,
          )
          .join(' UNION ALL ')} LIMIT ?`,
        ...arms.flatMap(({ condition }) => condition.parameters),
        most + 1,
      );
      return rows.map(({ id, near, far, strength, confidence_key }) => ({
        claimId: id as string,
        from: near as string,
        to: far as string,
        standing: keyOfStrength(strength as number, confidence_key as number),
      }));
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
  };
}

/** A set of claims that lead on from one of their ends. */
interface Arm {
  readonly near: string;
  readonly far: string;
  readonly condition: Where;
}

/** The sets that together are the direction, for the entities that are to be left. */
function armsOf(
  direction: Direction,
  filter: TraversalFilter,
  moment: Moment,
): ((ids: readonly string[]) => Arm)[] {
  const conditions = claimConditions(filter, moment);
  const arm =
    (near: string, far: string, ...more: Where[]) =>
    (ids: readonly string[]): Arm => ({
      near,
      far,
      condition: all([
        where(`${near} ${IN}`, list(ids)),
        where('subject_id <> object_id'),
        ...conditions,
        ...more,
      ]),
    });
  const onlySymmetric = where(`predicate ${IN}`, list(symmetric));
  switch (direction) {
    case 'OUT':
      return [arm('subject_id', 'object_id'), arm('object_id', 'subject_id', onlySymmetric)];
    case 'IN':
      return [arm('object_id', 'subject_id'), arm('subject_id', 'object_id', onlySymmetric)];
    case 'BOTH':
      return [arm('subject_id', 'object_id'), arm('object_id', 'subject_id')];
  }
}
