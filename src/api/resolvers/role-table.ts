import { AscribeError } from '../../domain/errors.js';
import { type Predicate, withNarrower } from '../../domain/ontology.js';
import type { Direction } from '../../store/store.js';

/** A role such as `sponsors`: the entities at the other end of these claims of an entity. */
export interface Role {
  /** OUT if the entity itself is the subject of those claims. */
  readonly direction: Exclude<Direction, 'BOTH'>;
  /** These and all narrower predicates. */
  readonly predicates: readonly Predicate[];
  /** Followed only if the query names them. */
  readonly optInPredicates?: readonly Predicate[];
}

/** The roles of each GraphQL type. A test compares them with the descriptions in schema/. */
export const ROLES = {
  Actor: {
    sponsors: { direction: 'IN', predicates: ['SPONSORS'] },
    proxies: { direction: 'OUT', predicates: ['SPONSORS'] },
    attacks: {
      direction: 'OUT',
      predicates: ['PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'],
    },
    members: { direction: 'IN', predicates: ['MEMBER_OF', 'PART_OF', 'LEADS'] },
  },
  Attack: {
    perpetrators: {
      direction: 'IN',
      predicates: ['PERPETRATED', 'PARTICIPATED_IN'],
      optInPredicates: ['CLAIMED_RESPONSIBILITY_FOR'],
    },
    targets: { direction: 'OUT', predicates: ['TARGETED'] },
    places: { direction: 'OUT', predicates: ['OCCURRED_IN'] },
    casualties: { direction: 'OUT', predicates: ['KILLED', 'INJURED'] },
  },
  Corridor: {
    connects: { direction: 'OUT', predicates: ['CONNECTS'] },
    passesThrough: { direction: 'OUT', predicates: ['PASSES_THROUGH'] },
    backers: { direction: 'IN', predicates: ['BACKS', 'OPERATES'] },
    opponents: { direction: 'IN', predicates: ['OPPOSES'] },
    threats: { direction: 'IN', predicates: ['THREATENED', 'TARGETED'] },
  },
} as const satisfies Record<string, Record<string, Role>>;

/** The predicates to follow for a role: the requested ones, by default all but the opt-in ones. Throws BAD_INPUT for predicates of another role. */
export function parseRolePredicates(
  name: string,
  role: Role,
  requested: readonly Predicate[] | null | undefined,
): readonly Predicate[] {
  if (requested == null) return role.predicates;
  const allowed = withNarrower([...role.predicates, ...(role.optInPredicates ?? [])]);
  const wrong = requested.find((predicate) => !allowed.includes(predicate));
  if (wrong === undefined) return requested;
  throw new AscribeError(
    'BAD_INPUT',
    `predicates: ${wrong} is not a predicate of ${name}; expected some of ${allowed.join(', ')}`,
  );
}
