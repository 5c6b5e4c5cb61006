import { AscribeError } from '../../domain/errors.js';
import {
  ACTOR_KINDS,
  type EntityKind,
  type Predicate,
  ROLES,
  type Role,
  type Term,
  type TermType,
  withNarrowerTerms,
} from '../../domain/ontology.js';
import type { ClaimStatus } from '../../domain/records.js';
import type { ClaimFilter, ClaimOfEntity, EntityFilter } from '../../store/store.js';
import { parseIds, parseNonEmptyList, requireInRange } from './argument-checks.js';
import { type ClaimConditions, parseClaimFilter } from './claim-arguments.js';

/** The conditions of a typed list of entities: `AttackWhere` and others. Besides those of its table, all have these. */
type EntityWhere = Pick<ClaimConditions, 'minConfidence' | 'during' | 'includeUndated' | 'kinds'> &
  Readonly<Record<string, unknown>>;

export interface EntityArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly where?: EntityWhere | null;
}

/** A condition: the entity must have such a claim, with one of the given ids, terms or figures. */
type Condition = { readonly predicates: readonly Predicate[] } & (
  | { readonly gives: 'SUBJECT' | 'OBJECT' }
  | { readonly gives: 'FIGURE' }
  | { readonly gives: 'TERM'; readonly type: TermType }
);

/** Others are the subjects, or the objects, of claims about the entity. */
const subjects = (...predicates: Predicate[]): Condition => ({ predicates, gives: 'SUBJECT' });
const objects = (...predicates: Predicate[]): Condition => ({ predicates, gives: 'OBJECT' });
const inRole = ({ direction, predicates }: Role): Condition =>
  direction === 'IN' ? subjects(...predicates) : objects(...predicates);
const figure = (...predicates: Predicate[]): Condition => ({ predicates, gives: 'FIGURE' });
/** The attributes with terms are named as their types. */
const term = (type: TermType): Condition => ({ predicates: [type], gives: 'TERM', type });

const CASUALTIES = {
  minKilled: figure('KILLED'),
  minInjured: figure('INJURED'),
  minCasualties: figure(...ROLES.ATTACK.casualties.predicates),
};

/** The typed lists of entities: their kinds, and their conditions on claims. */
export const ENTITY_LISTS = {
  attacks: {
    kinds: ['ATTACK'],
    conditions: {
      perpetratorIds: inRole(ROLES.ATTACK.perpetrators),
      claimedByIds: subjects('CLAIMED_RESPONSIBILITY_FOR'),
      targetIds: inRole(ROLES.ATTACK.targets),
      victimIds: inRole(ROLES.ATTACK.victims),
      placeIds: inRole(ROLES.ATTACK.places),
      attackTypes: term('ATTACK_TYPE'),
      weapons: term('WEAPON'),
      outcomes: term('OUTCOME'),
      ...CASUALTIES,
    },
  },
  events: {
    kinds: ['EVENT'],
    conditions: {
      participantIds: subjects('PARTICIPATED_IN'),
      placeIds: objects('OCCURRED_IN'),
      ...CASUALTIES,
    },
  },
  corridors: {
    kinds: ['CORRIDOR'],
    conditions: {
      connectedIds: inRole(ROLES.CORRIDOR.connects),
      crossedIds: inRole(ROLES.CORRIDOR.passesThrough),
      backerIds: inRole(ROLES.CORRIDOR.backers),
      opponentIds: inRole(ROLES.CORRIDOR.opponents),
      threatIds: inRole(ROLES.CORRIDOR.threats),
    },
  },
  agreements: {
    kinds: ['AGREEMENT'],
    conditions: { partyIds: subjects('PARTY_TO'), restrictedIds: objects('RESTRICTS') },
  },
  actors: {
    kinds: ACTOR_KINDS,
    conditions: {
      sponsorIds: inRole(ROLES.ACTOR.sponsors),
      proxyIds: inRole(ROLES.ACTOR.proxies),
      memberIds: inRole(ROLES.ACTOR.members),
      memberOfIds: objects(...ROLES.ACTOR.members.predicates),
      attackIds: inRole(ROLES.ACTOR.attacks),
      placeIds: objects('LOCATED_IN'),
    },
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly kinds: readonly EntityKind[]; readonly conditions: Readonly<Record<string, Condition>> }
  >
>;
export type EntityList = keyof typeof ENTITY_LISTS;

/**
 * The filter of a typed list. Each condition is met by a claim with one of the statuses, read in the window; without conditions, any such
 * claim about the entity. Orders count and read all such claims. Throws BAD_INPUT, STATUSES_REQUIRED.
 */
export function parseEntityFilter(list: EntityList, { statuses, where }: EntityArguments): EntityFilter {
  const { minConfidence = null, during = null, includeUndated = null, kinds, ...given } = where ?? {};
  const shown = parseClaimFilter({ statuses, where: { minConfidence, during, includeUndated } });
  const conditions: Readonly<Record<string, Condition>> = ENTITY_LISTS[list].conditions;
  const having = Object.entries(conditions).flatMap(([name, condition]) =>
    given[name] == null ? [] : [parseCondition(name, condition, given[name], shown)],
  );
  return {
    kinds: parseKindsAmong(ENTITY_LISTS[list].kinds, kinds),
    having: having.length > 0 ? having : [{ end: 'EITHER', filter: shown }],
    rankedBy: shown,
  };
}

function parseCondition(
  name: string,
  condition: Condition,
  given: unknown,
  shown: ClaimFilter,
): ClaimOfEntity {
  const filter = { ...shown, predicates: condition.predicates };
  switch (condition.gives) {
    case 'SUBJECT':
      return { end: 'OBJECT', filter: { ...filter, ...ids('subjectIds', name, given) } };
    case 'OBJECT':
      return { end: 'SUBJECT', filter: { ...filter, ...ids('objectIds', name, given) } };
    case 'TERM': {
      const terms = parseNonEmptyList(name, given as readonly Term[]) ?? [];
      return { end: 'SUBJECT', filter: { ...filter, terms: withNarrowerTerms(condition.type, terms) } };
    }
    case 'FIGURE': {
      const bounds = { min: 0, max: Number.MAX_SAFE_INTEGER };
      return {
        end: 'SUBJECT',
        filter: { ...filter, minFigure: requireInRange(name, given as number, bounds) },
      };
    }
  }
}

const ids = (property: 'subjectIds' | 'objectIds', name: string, given: unknown) => ({
  [property]: parseIds(name, 'entity', given as readonly string[]),
});

function parseKindsAmong(
  all: readonly EntityKind[],
  requested: readonly EntityKind[] | null | undefined,
): readonly EntityKind[] {
  const wrong = requested?.find((kind) => !all.includes(kind));
  if (wrong !== undefined)
    throw new AscribeError(
      'BAD_INPUT',
      `kinds: ${wrong} is not a kind of actor; expected some of ${all.join(', ')}`,
    );
  return parseNonEmptyList('kinds', requested) ?? all;
}
