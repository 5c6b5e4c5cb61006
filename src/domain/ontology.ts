/** The vocabulary: kinds of entities, predicates and values, one table each. To add a word, add a row. */

export const ENTITY_KINDS = {
  STATE: 'A sovereign or de facto state, or a government as a whole.',
  ORGANIZATION:
    'A body other than an armed group, such as a ministry, company, party, media outlet or alliance.',
  ARMED_GROUP: 'A group that uses or threatens organised violence and is not the regular force of a state.',
  PERSON: 'A human being, identified by name or by role.',
  ATTACK: 'A violent act or a plot for one: carried out, foiled or failed.',
  EVENT: 'Something that happened and is not an attack, such as an arrest, trial, summit or protest.',
  CORRIDOR: 'A route for trade, transport, energy or data.',
  AGREEMENT: 'A treaty, law, lease or other undertaking between parties.',
  PLACE: 'A location that is not a state, such as a city, region, building or border.',
} as const;

export type EntityKind = keyof typeof ENTITY_KINDS;
export const entityKinds = Object.keys(ENTITY_KINDS) as EntityKind[];

/** The kinds that can act. In GraphQL they share the interface `Actor`. */
export const ACTOR_KINDS = ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'] as const satisfies EntityKind[];

/** The type of the value that an attribute takes instead of an object. */
export type ValueType = 'COUNT' | 'YEARS' | 'DATE' | 'OUTCOME';

/** How an attack or a plot ended. */
export const OUTCOMES = {
  CARRIED_OUT: 'The attack took place.',
  FOILED: 'Others stopped it before it took place.',
  FAILED: 'It was attempted and did not succeed.',
} as const;
export type Outcome = keyof typeof OUTCOMES;
export const outcomes = Object.keys(OUTCOMES) as Outcome[];

export const PREDICATE_FAMILIES = {
  SPONSORSHIP: 'Support of one actor for another: money, arms, training, shelter, orders.',
  STRUCTURE: 'Membership, leadership, alliances and rivalries.',
  ATTACKS:
    'Attacks and threats: those who carried them out, claimed or foiled them, their targets and places.',
  CORRIDORS: 'Routes: the places that they connect, cross or bypass, their backers and operators.',
  AGREEMENTS: 'Parties to agreements, and the restrictions that agreements impose.',
  PLACES: 'Locations: the place or state in which something lies.',
  ATTRIBUTES: 'Figures, dates and outcomes. The claim has a value instead of an object.',
} as const;
export type PredicateFamily = keyof typeof PREDICATE_FAMILIES;

interface PredicateRow {
  readonly family: PredicateFamily;
  readonly description: string;
  /** The kinds of its subject. */
  readonly domain: readonly EntityKind[];
  /** The kinds of its object, or the type of its value. */
  readonly range: readonly EntityKind[] | ValueType;
  /** The broader predicate. A query for it finds this predicate too. */
  readonly parent?: string;
  /** The name of the predicate as read from the object. */
  readonly inverse?: string;
  /** True if A–B and B–A are the same claim. */
  readonly symmetric?: true;
  /**
   * The kinds of subject for which at most one value can be true, so that two different values contradict each other. No
   * predicate with an object is functional: a place, for example, can lie in a city and in a state, or across a border.
   */
  readonly functional?: readonly EntityKind[];
}

const ANY_KIND = entityKinds;
const ACTORS = ACTOR_KINDS;
const GROUPS = ['STATE', 'ORGANIZATION', 'ARMED_GROUP'] as const;
const PLACES = ['PLACE', 'STATE'] as const;
const HAPPENINGS = ['ATTACK', 'EVENT'] as const;

const PREDICATE_TABLE = {
  SPONSORS: {
    family: 'SPONSORSHIP',
    description: 'Supports an actor in any way. The broadest predicate of its family.',
    domain: ACTORS,
    range: ACTORS,
    inverse: 'SPONSORED_BY',
  },
  FUNDS: {
    family: 'SPONSORSHIP',
    description: 'Gives money.',
    domain: ACTORS,
    range: ACTORS,
    parent: 'SPONSORS',
    inverse: 'FUNDED_BY',
  },
  ARMS: {
    family: 'SPONSORSHIP',
    description: 'Gives weapons or materiel.',
    domain: ACTORS,
    range: ACTORS,
    parent: 'SPONSORS',
    inverse: 'ARMED_BY',
  },
  TRAINS: {
    family: 'SPONSORSHIP',
    description: 'Gives military, ideological or technical training.',
    domain: ACTORS,
    range: ACTORS,
    parent: 'SPONSORS',
    inverse: 'TRAINED_BY',
  },
  HARBOURS: {
    family: 'SPONSORSHIP',
    description: 'Gives shelter or safe passage.',
    domain: ACTORS,
    range: ACTORS,
    parent: 'SPONSORS',
    inverse: 'HARBOURED_BY',
  },
  DIRECTS: {
    family: 'SPONSORSHIP',
    description: 'Gives orders or tasks.',
    domain: ACTORS,
    range: ACTORS,
    parent: 'SPONSORS',
    inverse: 'DIRECTED_BY',
  },
  USES_AS_PROXY: {
    family: 'SPONSORSHIP',
    description: 'Acts through another actor to hide its own involvement.',
    domain: ACTORS,
    range: ACTORS,
    parent: 'SPONSORS',
    inverse: 'PROXY_OF',
  },
  PART_OF: {
    family: 'STRUCTURE',
    description: 'Is a part, branch or organ of a larger body.',
    domain: GROUPS,
    range: GROUPS,
    inverse: 'HAS_PART',
  },
  MEMBER_OF: {
    family: 'STRUCTURE',
    description: 'Belongs to a group, alliance or body.',
    domain: ACTORS,
    range: GROUPS,
    inverse: 'HAS_MEMBER',
  },
  LEADS: {
    family: 'STRUCTURE',
    description: 'Heads, commands or directs it by virtue of an office.',
    domain: ['PERSON', 'ORGANIZATION'],
    range: GROUPS,
    inverse: 'LED_BY',
  },
  FOUNDED: {
    family: 'STRUCTURE',
    description: 'Established it.',
    domain: ACTORS,
    range: GROUPS,
    inverse: 'FOUNDED_BY',
  },
  AFFILIATED_WITH: {
    family: 'STRUCTURE',
    description: 'Has ties to it that the source does not specify further.',
    domain: ACTORS,
    range: ACTORS,
    inverse: 'HAS_AFFILIATE',
  },
  ALLIED_WITH: {
    family: 'STRUCTURE',
    description: 'Is allied with it. Symmetric.',
    domain: ACTORS,
    range: ACTORS,
    inverse: 'ALLIED_WITH',
    symmetric: true,
  },
  COORDINATES_WITH: {
    family: 'STRUCTURE',
    description: 'Acts in coordination with it. Symmetric.',
    domain: ACTORS,
    range: ACTORS,
    inverse: 'COORDINATES_WITH',
    symmetric: true,
  },
  OPPOSES: {
    family: 'STRUCTURE',
    description: 'Works against it, for example against an actor, a corridor or an agreement.',
    domain: ACTORS,
    range: ANY_KIND,
    inverse: 'OPPOSED_BY',
  },
  PERPETRATED: {
    family: 'ATTACKS',
    description: 'Carried out or plotted the attack.',
    domain: ACTORS,
    range: ['ATTACK'],
    inverse: 'PERPETRATED_BY',
  },
  CLAIMED_RESPONSIBILITY_FOR: {
    family: 'ATTACKS',
    description: 'Said that it carried out the attack, which is not the same as having done so.',
    domain: ACTORS,
    range: ['ATTACK'],
    inverse: 'CLAIMED_BY',
  },
  PARTICIPATED_IN: {
    family: 'ATTACKS',
    description: 'Took part in an attack or event.',
    domain: ACTORS,
    range: HAPPENINGS,
    inverse: 'HAD_PARTICIPANT',
  },
  FOILED: {
    family: 'ATTACKS',
    description: 'Stopped the attack before it took place.',
    domain: ACTORS,
    range: ['ATTACK'],
    inverse: 'FOILED_BY',
  },
  THREATENED: {
    family: 'ATTACKS',
    description: 'Threatened to harm it.',
    domain: ACTORS,
    range: ANY_KIND,
    inverse: 'THREATENED_BY',
  },
  TARGETED: {
    family: 'ATTACKS',
    description: 'Was aimed at it.',
    domain: ['ATTACK'],
    range: ANY_KIND,
    inverse: 'TARGETED_BY',
  },
  OCCURRED_IN: {
    family: 'ATTACKS',
    description: 'Took place there, or was planned to.',
    domain: HAPPENINGS,
    range: PLACES,
    inverse: 'SCENE_OF',
  },
  CONNECTS: {
    family: 'CORRIDORS',
    description: 'Has the place or state as an end point or stop.',
    domain: ['CORRIDOR'],
    range: PLACES,
    inverse: 'CONNECTED_BY',
  },
  PASSES_THROUGH: {
    family: 'CORRIDORS',
    description: 'Crosses the place or state.',
    domain: ['CORRIDOR'],
    range: PLACES,
    inverse: 'CROSSED_BY',
  },
  BYPASSES: {
    family: 'CORRIDORS',
    description: 'Leads around the place or state.',
    domain: ['CORRIDOR'],
    range: PLACES,
    inverse: 'BYPASSED_BY',
  },
  BACKS: {
    family: 'CORRIDORS',
    description: 'Brokers, pays for or promotes the corridor.',
    domain: ACTORS,
    range: ['CORRIDOR'],
    inverse: 'BACKED_BY',
  },
  OPERATES: {
    family: 'CORRIDORS',
    description: 'Runs the corridor or holds its lease.',
    domain: ACTORS,
    range: ['CORRIDOR'],
    inverse: 'OPERATED_BY',
  },
  PARTY_TO: {
    family: 'AGREEMENTS',
    description: 'Signed or joined the agreement, or is bound by it.',
    domain: ACTORS,
    range: ['AGREEMENT'],
    inverse: 'HAS_PARTY',
  },
  RESTRICTS: {
    family: 'AGREEMENTS',
    description: 'Prohibits or limits something for it.',
    domain: ['AGREEMENT'],
    range: ANY_KIND,
    inverse: 'RESTRICTED_BY',
  },
  LOCATED_IN: {
    family: 'PLACES',
    description: 'Lies in the place or state.',
    domain: ['PLACE', 'CORRIDOR', 'ORGANIZATION', 'ARMED_GROUP', 'STATE', 'PERSON'],
    range: PLACES,
    inverse: 'LOCATION_OF',
  },
  KILLED: {
    family: 'ATTRIBUTES',
    description: 'Number of people killed: an exact count or a range.',
    domain: HAPPENINGS,
    range: 'COUNT',
    functional: HAPPENINGS,
  },
  INJURED: {
    family: 'ATTRIBUTES',
    description: 'Number of people injured: an exact count or a range.',
    domain: HAPPENINGS,
    range: 'COUNT',
    functional: HAPPENINGS,
  },
  ARRESTED: {
    family: 'ATTRIBUTES',
    description: 'Number of people arrested in connection with it: an exact count or a range.',
    domain: HAPPENINGS,
    range: 'COUNT',
    functional: HAPPENINGS,
  },
  DATED: {
    family: 'ATTRIBUTES',
    description: 'Its date: an EDTF date or interval.',
    domain: ANY_KIND,
    range: 'DATE',
    // Other kinds have several dates: an agreement is signed and enters into force, a group is founded and dissolved.
    functional: HAPPENINGS,
  },
  OUTCOME: {
    family: 'ATTRIBUTES',
    description: 'How the attack or plot ended.',
    domain: ['ATTACK'],
    range: 'OUTCOME',
    functional: ['ATTACK'],
  },
  TERM_YEARS: {
    family: 'ATTRIBUTES',
    description: 'Its term in years: an exact number or a range.',
    domain: ['AGREEMENT', 'CORRIDOR'],
    range: 'YEARS',
    functional: ['AGREEMENT', 'CORRIDOR'],
  },
} as const satisfies Record<string, PredicateRow>;

export type Predicate = keyof typeof PREDICATE_TABLE;
export interface PredicateDefinition extends PredicateRow {
  readonly name: Predicate;
  readonly parent?: Predicate;
}

export const predicates = Object.keys(PREDICATE_TABLE) as Predicate[];
const definitions = new Map(
  predicates.map((name) => [name, { name, ...PREDICATE_TABLE[name] } as PredicateDefinition] as const),
);

/** The row of a predicate in the table. */
export function predicateDefinition(name: Predicate): PredicateDefinition {
  return definitions.get(name) as PredicateDefinition;
}

/** True if the predicate takes a value instead of an object. */
export function isAttribute(name: Predicate): boolean {
  return typeof PREDICATE_TABLE[name].range === 'string';
}

/** The requested predicates and all narrower ones, in the order of the table: SPONSORS includes FUNDS, ARMS and others. */
export function withNarrower(requested: readonly Predicate[]): Predicate[] {
  const broader = (name: Predicate): Predicate[] => {
    const parent = predicateDefinition(name).parent;
    return parent === undefined ? [name] : [name, ...broader(parent)];
  };
  return predicates.filter((name) => broader(name).some((one) => requested.includes(one)));
}

/** The symmetric predicates among the requested ones and their narrower ones; among all predicates if `requested` is omitted. */
export function symmetricPredicates(requested?: readonly Predicate[]): Predicate[] {
  return (requested === undefined ? predicates : withNarrower(requested)).filter(
    (name) => !isAttribute(name) && predicateDefinition(name).symmetric,
  );
}
