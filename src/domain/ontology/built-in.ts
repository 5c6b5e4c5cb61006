// Generated from ontology/ascribe.yaml by npm run ontology.
import type { OntologyTable } from './table.js';

export const BUILT_IN_ONTOLOGY = {
  kinds: {
    STATE: {
      description: 'A sovereign or de facto state, or a government as a whole.',
      actor: true,
    },
    ORGANIZATION: {
      description:
        'A body other than an armed group, such as a ministry, company, party, media outlet or alliance.',
      actor: true,
    },
    ARMED_GROUP: {
      description:
        'A group that uses or threatens organised violence and is not the regular force of a state.',
      actor: true,
    },
    PERSON: {
      description: 'A human being, identified by name or by role.',
      actor: true,
    },
    ATTACK: {
      description: 'A violent act or a plot for one: carried out, foiled or failed.',
    },
    EVENT: {
      description:
        'Something that happened and is not an attack, such as an arrest, trial, summit or protest.',
    },
    CORRIDOR: {
      description: 'A route for trade, transport, energy or data.',
    },
    AGREEMENT: {
      description: 'A treaty, law, lease or other undertaking between parties.',
    },
    PLACE: {
      description: 'A location that is not a state, such as a city, region, building or border.',
    },
  },
  families: {
    SPONSORSHIP: 'Support of one actor for another: money, arms, training, shelter, orders.',
    STRUCTURE: 'Membership, leadership, alliances and rivalries.',
    ATTACKS:
      'Attacks and threats: those who carried them out, claimed or foiled them, their targets and places.',
    CORRIDORS: 'Routes: the places that they connect, cross or bypass, their backers and operators.',
    AGREEMENTS: 'Parties to agreements, and the restrictions that agreements impose.',
    PLACES: 'Locations: the place or state in which something lies.',
    ATTRIBUTES: 'Figures, dates and outcomes. The claim has a value instead of an object.',
  },
  predicates: {
    SPONSORS: {
      family: 'SPONSORSHIP',
      description: 'Supports an actor in any way. The broadest predicate of its family.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'SPONSORED_BY',
    },
    FUNDS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives money.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'FUNDED_BY',
    },
    ARMS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives weapons or materiel.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'ARMED_BY',
    },
    TRAINS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives military, ideological or technical training.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'TRAINED_BY',
    },
    HARBOURS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives shelter or safe passage.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'HARBOURED_BY',
    },
    DIRECTS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives orders or tasks.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'DIRECTED_BY',
    },
    USES_AS_PROXY: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Acts through another actor to hide its own involvement.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'PROXY_OF',
    },
    PART_OF: {
      family: 'STRUCTURE',
      description: 'Is a part, branch or organ of a larger body.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'HAS_PART',
    },
    MEMBER_OF: {
      family: 'STRUCTURE',
      description: 'Belongs to a group, alliance or body.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'HAS_MEMBER',
    },
    LEADS: {
      family: 'STRUCTURE',
      description: 'Heads, commands or directs it by virtue of an office.',
      domain: ['PERSON', 'ORGANIZATION'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'LED_BY',
    },
    FOUNDED: {
      family: 'STRUCTURE',
      description: 'Established it.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'FOUNDED_BY',
    },
    AFFILIATED_WITH: {
      family: 'STRUCTURE',
      description: 'Has ties to it that the source does not specify further.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'HAS_AFFILIATE',
    },
    ALLIED_WITH: {
      family: 'STRUCTURE',
      description: 'Is allied with it. Symmetric.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'ALLIED_WITH',
      symmetric: true,
    },
    COORDINATES_WITH: {
      family: 'STRUCTURE',
      description: 'Acts in coordination with it. Symmetric.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      inverse: 'COORDINATES_WITH',
      symmetric: true,
    },
    OPPOSES: {
      family: 'STRUCTURE',
      description: 'Works against it, for example against an actor, a corridor or an agreement.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
      ],
      inverse: 'OPPOSED_BY',
    },
    PERPETRATED: {
      family: 'ATTACKS',
      description: 'Carried out or plotted the attack.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['ATTACK'],
      inverse: 'PERPETRATED_BY',
    },
    CLAIMED_RESPONSIBILITY_FOR: {
      family: 'ATTACKS',
      description: 'Said that it carried out the attack, which is not the same as having done so.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['ATTACK'],
      inverse: 'CLAIMED_BY',
    },
    PARTICIPATED_IN: {
      family: 'ATTACKS',
      description: 'Took part in an attack or event.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['ATTACK', 'EVENT'],
      inverse: 'HAD_PARTICIPANT',
    },
    FOILED: {
      family: 'ATTACKS',
      description: 'Stopped the attack before it took place.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['ATTACK'],
      inverse: 'FOILED_BY',
    },
    THREATENED: {
      family: 'ATTACKS',
      description: 'Threatened to harm it.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
      ],
      inverse: 'THREATENED_BY',
    },
    TARGETED: {
      family: 'ATTACKS',
      description: 'Was aimed at it.',
      domain: ['ATTACK'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
      ],
      inverse: 'TARGETED_BY',
    },
    OCCURRED_IN: {
      family: 'ATTACKS',
      description: 'Took place there, or was planned to.',
      domain: ['ATTACK', 'EVENT'],
      range: ['PLACE', 'STATE'],
      inverse: 'SCENE_OF',
    },
    CONNECTS: {
      family: 'CORRIDORS',
      description: 'Has the place or state as an end point or stop.',
      domain: ['CORRIDOR'],
      range: ['PLACE', 'STATE'],
      inverse: 'CONNECTED_BY',
    },
    PASSES_THROUGH: {
      family: 'CORRIDORS',
      description: 'Crosses the place or state.',
      domain: ['CORRIDOR'],
      range: ['PLACE', 'STATE'],
      inverse: 'CROSSED_BY',
    },
    BYPASSES: {
      family: 'CORRIDORS',
      description: 'Leads around the place or state.',
      domain: ['CORRIDOR'],
      range: ['PLACE', 'STATE'],
      inverse: 'BYPASSED_BY',
    },
    BACKS: {
      family: 'CORRIDORS',
      description: 'Brokers, pays for or promotes the corridor.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['CORRIDOR'],
      inverse: 'BACKED_BY',
    },
    OPERATES: {
      family: 'CORRIDORS',
      description: 'Runs the corridor or holds its lease.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['CORRIDOR'],
      inverse: 'OPERATED_BY',
    },
    PARTY_TO: {
      family: 'AGREEMENTS',
      description: 'Signed or joined the agreement, or is bound by it.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON'],
      range: ['AGREEMENT'],
      inverse: 'HAS_PARTY',
    },
    RESTRICTS: {
      family: 'AGREEMENTS',
      description: 'Prohibits or limits something for it.',
      domain: ['AGREEMENT'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
      ],
      inverse: 'RESTRICTED_BY',
    },
    LOCATED_IN: {
      family: 'PLACES',
      description: 'Lies in the place or state.',
      domain: ['PLACE', 'CORRIDOR', 'ORGANIZATION', 'ARMED_GROUP', 'STATE', 'PERSON'],
      range: ['PLACE', 'STATE'],
      inverse: 'LOCATION_OF',
    },
    KILLED: {
      family: 'ATTRIBUTES',
      description: 'Number of people killed: an exact count or a range.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    INJURED: {
      family: 'ATTRIBUTES',
      description: 'Number of people injured: an exact count or a range.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    ARRESTED: {
      family: 'ATTRIBUTES',
      description: 'Number of people arrested in connection with it: an exact count or a range.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    DATED: {
      family: 'ATTRIBUTES',
      description: 'Its date: an EDTF date or interval.',
      domain: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
      ],
      range: 'DATE',
      functional: ['ATTACK', 'EVENT'],
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
  },
  valueTypes: {
    COUNT: 'A count of people: a Quantity.',
    YEARS: 'A number of years: a Quantity.',
    DATE: 'A date or interval: a DateValue.',
    OUTCOME: 'The way an attack ended: an OutcomeValue.',
  },
  outcomes: {
    CARRIED_OUT: 'The attack took place.',
    FOILED: 'Others stopped it before it took place.',
    FAILED: 'It was attempted and did not succeed.',
  },
  roles: {
    ACTOR: {
      sponsors: {
        direction: 'IN',
        predicates: ['SPONSORS'],
        description:
          'Actors said to sponsor this one: the subjects of claims that have this actor as object and the predicate {predicates}.',
        depth:
          'Follow chains of up to this many claims, 1 to 5, to find the sponsors of the sponsors. Each edge shows its chain and the weakest link of the chain.',
      },
      proxies: {
        direction: 'OUT',
        predicates: ['SPONSORS'],
        description:
          'Actors said to be sponsored by this one: the objects of claims that have this actor as subject and the predicate {predicates}. For proxies in the strict sense, pass `predicates: [USES_AS_PROXY]`.',
        depth:
          'Follow chains of up to this many claims, 1 to 5, to find those that the sponsored actors sponsor in turn. Each edge shows its chain and the weakest link of the chain.',
      },
      attacks: {
        direction: 'OUT',
        predicates: ['PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'],
        description:
          'Attacks in which this actor is said to have a part: the objects of claims that have this actor as subject and the predicate {predicates}. Check the predicate of the claim: a claim of responsibility does not mean that the actor did it. Check the kind of the node: PARTICIPATED_IN can also lead to an event that is not an attack.',
      },
      members: {
        direction: 'IN',
        predicates: ['MEMBER_OF', 'PART_OF', 'LEADS'],
        description:
          'Actors said to belong to this one: the subjects of claims that have this actor as object and the predicate {predicates}.',
      },
    },
    ATTACK: {
      perpetrators: {
        direction: 'IN',
        predicates: ['PERPETRATED', 'PARTICIPATED_IN'],
        optIn: ['CLAIMED_RESPONSIBILITY_FOR'],
        description:
          'Actors said to have carried out the attack: the subjects of claims that have this attack as object and the predicate {predicates}. CLAIMED_RESPONSIBILITY_FOR is included only if `predicates` names it: an actor that claims an attack has not necessarily done it.',
      },
      targets: {
        direction: 'OUT',
        predicates: ['TARGETED'],
        description:
          'Entities said to be the target: the objects of claims that have this attack as subject and the predicate {predicates}.',
      },
      places: {
        direction: 'OUT',
        predicates: ['OCCURRED_IN'],
        description:
          'Places and states where the attack is said to have happened: the objects of claims that have this attack as subject and the predicate {predicates}.',
      },
      casualties: {
        direction: 'OUT',
        predicates: ['KILLED', 'INJURED'],
        description:
          'The claims about people killed or injured: the claims that have this attack as subject and the predicate {predicates}. Sources differ. Each figure is a claim of its own; do not add them up.',
      },
    },
    CORRIDOR: {
      connects: {
        direction: 'OUT',
        predicates: ['CONNECTS'],
        description:
          'Places and states that the corridor is said to connect: the objects of claims that have this corridor as subject and the predicate {predicates}.',
      },
      passesThrough: {
        direction: 'OUT',
        predicates: ['PASSES_THROUGH'],
        description:
          'Places and states that the corridor is said to cross: the objects of claims that have this corridor as subject and the predicate {predicates}.',
      },
      backers: {
        direction: 'IN',
        predicates: ['BACKS', 'OPERATES'],
        description:
          'Actors said to back or run the corridor: the subjects of claims that have this corridor as object and the predicate {predicates}.',
      },
      opponents: {
        direction: 'IN',
        predicates: ['OPPOSES'],
        description:
          'Actors said to work against the corridor: the subjects of claims that have this corridor as object and the predicate {predicates}.',
      },
      threats: {
        direction: 'IN',
        predicates: ['THREATENED', 'TARGETED'],
        description:
          'Actors and attacks said to endanger the corridor directly: the subjects of claims that have this corridor as object and the predicate THREATENED (an actor) or TARGETED (an attack).',
      },
    },
  },
} as const satisfies OntologyTable;
