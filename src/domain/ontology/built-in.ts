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
    PEOPLE: {
      description:
        'Unnamed or loosely bounded people, such as three suspects, protesters, or civilians as UCDP and ACLED code them. They act and suffer as a person does.',
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
    ASSET: {
      description:
        'A facility, vessel, vehicle, pipeline or system that somebody runs, supplies, damages or loses. A building that is only an address or a scene is a PLACE.',
    },
  },
  families: {
    SPONSORSHIP:
      'Support of one actor for another: money, arms, troops, intelligence, training, shelter, orders.',
    STRUCTURE: 'Membership, leadership, alliances and rivalries.',
    IDENTITY:
      'Origins and identity: groups that succeed, split from or merge into others, and entities that are one.',
    DIPLOMACY: 'Recognition, negotiations, trade, sanctions and designations.',
    ATTACKS:
      'Attacks and threats: those who carried them out, claimed or foiled them, their targets and places.',
    VICTIMS:
      'Victims and damage: people killed, injured, kidnapped or freed, and things damaged or destroyed.',
    CORRIDORS:
      'Routes and assets: the places that they connect, cross or bypass, their backers and operators.',
    AGREEMENTS: 'Parties to agreements, and the restrictions that agreements impose.',
    PLACES: 'Locations: the place or state in which something lies.',
    ATTRIBUTES:
      'Figures, dates, types of attack, weapons and outcomes. The claim has a value instead of an object.',
  },
  predicates: {
    SPONSORS: {
      family: 'SPONSORSHIP',
      description: 'Supports an actor in any way. The broadest predicate of its family.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'SPONSORED_BY',
    },
    FUNDS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives money.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'FUNDED_BY',
    },
    ARMS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description:
        'Gives weapons, ammunition or other military equipment. Weapons in the External Support Dataset of UCDP.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'ARMED_BY',
    },
    SUPPLIES: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description:
        'Gives goods or services that are no weapons, such as fuel, vehicles, food, medicine or transport. Materiel and logistics in the External Support Dataset of UCDP.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'SUPPLIED_BY',
    },
    TRAINS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives military, ideological or technical training.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'TRAINED_BY',
    },
    DEPLOYS_TROOPS_FOR: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description:
        'Sends forces of its own to fight on its side. Troop support in the External Support Dataset of UCDP. Advisers who do not fight are TRAINS.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'RECEIVES_TROOPS_FROM',
    },
    GIVES_INTELLIGENCE_TO: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description:
        'Gives intelligence, such as targets, intercepts or satellite images. Intelligence in the External Support Dataset of UCDP.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'RECEIVES_INTELLIGENCE_FROM',
    },
    HARBOURS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives shelter or safe passage.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'HARBOURED_BY',
    },
    GRANTS_TERRITORY_ACCESS_TO: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description:
        'Lets it use territory or bases that it controls, to fight or to operate from. Access to territory in the External Support Dataset of UCDP. Land is not ceded.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'RECEIVES_TERRITORY_ACCESS_FROM',
    },
    DIRECTS: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Gives orders or tasks.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'DIRECTED_BY',
    },
    USES_AS_PROXY: {
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      description: 'Acts through another actor to hide its own involvement.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
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
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'HAS_MEMBER',
    },
    LEADS: {
      family: 'STRUCTURE',
      description: 'Heads, commands or directs it by virtue of an office.',
      domain: ['PERSON', 'PEOPLE', 'ORGANIZATION'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'LED_BY',
    },
    FOUNDED: {
      family: 'STRUCTURE',
      description: 'Established it.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'FOUNDED_BY',
    },
    AFFILIATED_WITH: {
      family: 'STRUCTURE',
      description: 'Has ties to it that the source does not specify further.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'HAS_AFFILIATE',
    },
    ALLIED_WITH: {
      family: 'STRUCTURE',
      description: 'Is allied with it. Symmetric.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'ALLIED_WITH',
      symmetric: true,
    },
    COORDINATES_WITH: {
      family: 'STRUCTURE',
      description: 'Acts in coordination with it. Symmetric.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'COORDINATES_WITH',
      symmetric: true,
    },
    OPPOSES: {
      family: 'STRUCTURE',
      description: 'Works against it, for example against an actor, a corridor or an agreement.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'OPPOSED_BY',
    },
    SUCCEEDED: {
      family: 'IDENTITY',
      description: 'Continues it under a new name or after a new foundation.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'SUCCEEDED_BY',
    },
    SPLIT_FROM: {
      family: 'IDENTITY',
      description: 'Broke away from it, as a splinter group does.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'HAD_SPLINTER',
    },
    MERGED_INTO: {
      family: 'IDENTITY',
      description: 'Became a part of it and ceased to be a body of its own.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'ABSORBED',
    },
    SAME_AS: {
      family: 'IDENTITY',
      description:
        'Is the same under another name, as somebody says. A claim, not a merger: both keep their ids and claims. If nobody disputes it, use one id and aliases instead. Symmetric.',
      domain: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'SAME_AS',
      symmetric: true,
    },
    RECOGNIZES: {
      family: 'DIPLOMACY',
      description:
        'Recognizes it as a state, a government or the representative of a people. CAMEO 054, diplomatic recognition.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'RECOGNIZED_BY',
    },
    NEGOTIATES_WITH: {
      family: 'DIPLOMACY',
      description:
        'Holds talks with it to reach an agreement, directly or through a mediator. CAMEO 046, negotiation. Symmetric.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      inverse: 'NEGOTIATES_WITH',
      symmetric: true,
    },
    EXPORTS_TO: {
      family: 'DIPLOMACY',
      description:
        'Sells goods or energy to it across a border. A sale of weapons that is meant as support is ARMS.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP'],
      inverse: 'IMPORTS_FROM',
    },
    SANCTIONS: {
      family: 'DIPLOMACY',
      description:
        'Has a sanction in force against it, such as an embargo, an asset freeze or a travel ban. CAMEO 163, embargo, boycott or sanctions; the category SANCTION of PLOVER is wider.',
      domain: ['STATE', 'ORGANIZATION'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE', 'CORRIDOR', 'PLACE', 'ASSET'],
      inverse: 'SANCTIONED_BY',
    },
    DESIGNATES: {
      family: 'DIPLOMACY',
      description: 'Has put it on an official list, for example of terrorist groups or of foreign agents.',
      domain: ['STATE', 'ORGANIZATION'],
      range: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE', 'ASSET'],
      inverse: 'DESIGNATED_BY',
    },
    PERPETRATED: {
      family: 'ATTACKS',
      description: 'Carried out or plotted the attack.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['ATTACK'],
      inverse: 'PERPETRATED_BY',
    },
    CLAIMED_RESPONSIBILITY_FOR: {
      family: 'ATTACKS',
      description: 'Said that it carried out the attack, which is not the same as having done so.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['ATTACK'],
      inverse: 'CLAIMED_BY',
    },
    PARTICIPATED_IN: {
      family: 'ATTACKS',
      description: 'Took part in an attack or event.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['ATTACK', 'EVENT'],
      inverse: 'HAD_PARTICIPANT',
    },
    FOILED: {
      family: 'ATTACKS',
      description: 'Stopped the attack before it took place.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['ATTACK'],
      inverse: 'FOILED_BY',
    },
    THREATENED: {
      family: 'ATTACKS',
      description: 'Threatened to harm it.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'THREATENED_BY',
    },
    TARGETS: {
      family: 'ATTACKS',
      description:
        'Seeks to harm it as a standing aim, beyond one attack. The relationship "targets" of STIX 2.1. Of one attack, say TARGETED.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'TARGET_OF',
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
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'TARGETED_BY',
    },
    OCCURRED_IN: {
      family: 'ATTACKS',
      description: 'Took place there, or was planned to.',
      domain: ['ATTACK', 'EVENT'],
      range: ['PLACE', 'STATE', 'ASSET'],
      inverse: 'SCENE_OF',
    },
    KILLED_IN: {
      family: 'VICTIMS',
      description: 'Died in it, or of it later. A fatality of the GTD; perpetrators who died count, too.',
      domain: ['PERSON', 'PEOPLE'],
      range: ['ATTACK', 'EVENT'],
      inverse: 'HAD_FATALITY',
    },
    INJURED_IN: {
      family: 'VICTIMS',
      description: 'Was hurt in it and survived. An injured person of the GTD.',
      domain: ['PERSON', 'PEOPLE'],
      range: ['ATTACK', 'EVENT'],
      inverse: 'HAD_INJURED',
    },
    KIDNAPPED_IN: {
      family: 'VICTIMS',
      description:
        'Was taken captive in it. A hostage or kidnapping victim of the GTD; abduction or forced disappearance in ACLED.',
      domain: ['PERSON', 'PEOPLE'],
      range: ['ATTACK', 'EVENT'],
      inverse: 'HAD_CAPTIVE',
    },
    FREED_FROM: {
      family: 'VICTIMS',
      description:
        'Came free from this captivity, captor or prison: released, rescued or escaped. A hostage outcome of the GTD. Give its date with validFrom, as a release can come long after the attack.',
      domain: ['PERSON', 'PEOPLE'],
      range: [
        'STATE',
        'ORGANIZATION',
        'ARMED_GROUP',
        'PERSON',
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'HAD_FREED_CAPTIVE',
    },
    DAMAGED: {
      family: 'VICTIMS',
      description: 'Damaged the property, wholly or in part, meant or not. Property damage of the GTD.',
      domain: ['ATTACK', 'EVENT'],
      range: ['PLACE', 'CORRIDOR', 'ASSET'],
      inverse: 'DAMAGED_BY',
    },
    DESTROYED: {
      family: 'VICTIMS',
      parent: 'DAMAGED',
      description: 'Left it unusable.',
      domain: ['ATTACK', 'EVENT'],
      range: ['PLACE', 'CORRIDOR', 'ASSET'],
      inverse: 'DESTROYED_BY',
    },
    CONNECTS: {
      family: 'CORRIDORS',
      description: 'Has the place, state or asset, such as a port, as an end point or stop.',
      domain: ['CORRIDOR', 'ASSET'],
      range: ['PLACE', 'STATE', 'ASSET'],
      inverse: 'CONNECTED_BY',
    },
    PASSES_THROUGH: {
      family: 'CORRIDORS',
      description: 'Crosses the place or state.',
      domain: ['CORRIDOR', 'ASSET'],
      range: ['PLACE', 'STATE'],
      inverse: 'CROSSED_BY',
    },
    BYPASSES: {
      family: 'CORRIDORS',
      description: 'Leads around the place or state.',
      domain: ['CORRIDOR', 'ASSET'],
      range: ['PLACE', 'STATE'],
      inverse: 'BYPASSED_BY',
    },
    BACKS: {
      family: 'CORRIDORS',
      description: 'Brokers, pays for or promotes the corridor or asset.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['CORRIDOR', 'ASSET'],
      inverse: 'BACKED_BY',
    },
    OPERATES: {
      family: 'CORRIDORS',
      description: 'Runs the corridor or asset, or holds its lease.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
      range: ['CORRIDOR', 'ASSET'],
      inverse: 'OPERATED_BY',
    },
    PARTY_TO: {
      family: 'AGREEMENTS',
      description: 'Signed or joined the agreement, or is bound by it.',
      domain: ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'],
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
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      inverse: 'RESTRICTED_BY',
    },
    LOCATED_IN: {
      family: 'PLACES',
      description: 'Lies in the place or state, or is in the asset.',
      domain: ['PLACE', 'CORRIDOR', 'ORGANIZATION', 'ARMED_GROUP', 'STATE', 'PERSON', 'PEOPLE', 'ASSET'],
      range: ['PLACE', 'STATE', 'ASSET'],
      inverse: 'LOCATION_OF',
    },
    KILLED: {
      family: 'ATTRIBUTES',
      description: 'Number of people killed, of all or of some: exact, a range or a best estimate.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    INJURED: {
      family: 'ATTRIBUTES',
      description: 'Number of people injured, of all or of some: exact, a range or a best estimate.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    CASUALTIES: {
      family: 'ATTRIBUTES',
      description:
        'Number of people killed or injured, where the source does not tell them apart: exact, a range or a best estimate.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    KIDNAPPED: {
      family: 'ATTRIBUTES',
      description:
        'Number of people taken captive, as hostages or kidnapping victims of the GTD: exact, a range or a best estimate.',
      domain: ['ATTACK', 'EVENT'],
      range: 'COUNT',
      functional: ['ATTACK', 'EVENT'],
    },
    ARRESTED: {
      family: 'ATTRIBUTES',
      description: 'Number of people arrested in connection with it: exact, a range or a best estimate.',
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
        'PEOPLE',
        'ATTACK',
        'EVENT',
        'CORRIDOR',
        'AGREEMENT',
        'PLACE',
        'ASSET',
      ],
      range: 'DATE',
      functional: ['ATTACK', 'EVENT'],
    },
    LOCATED_AT: {
      family: 'ATTRIBUTES',
      description:
        'Its coordinates, with their precision: where_prec in UCDP GED, geo_precision in ACLED, specificity in the GTD. To name the place, say LOCATED_IN or OCCURRED_IN.',
      domain: ['ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE', 'ATTACK', 'EVENT', 'PLACE', 'ASSET'],
      range: 'COORDINATES',
    },
    ATTACK_TYPE: {
      family: 'ATTRIBUTES',
      description:
        'The way it was done, by the attack types of the GTD, with arson and cyberattack. An attack can have several.',
      domain: ['ATTACK'],
      range: 'ATTACK_TYPE',
    },
    WEAPON: {
      family: 'ATTRIBUTES',
      description:
        'A kind of weapon used in it or meant for it, by the weapon types of the GTD. An attack can have several.',
      domain: ['ATTACK'],
      range: 'WEAPON',
    },
    OUTCOME: {
      family: 'ATTRIBUTES',
      description: 'How the attack or plot ended, or how far it came.',
      domain: ['ATTACK'],
      range: 'OUTCOME',
      functional: ['ATTACK'],
    },
    TERM_YEARS: {
      family: 'ATTRIBUTES',
      description: 'Its term in years: exact, a range or a best estimate.',
      domain: ['AGREEMENT', 'CORRIDOR'],
      range: 'YEARS',
      functional: ['AGREEMENT', 'CORRIDOR'],
    },
  },
  valueTypes: {
    COUNT: 'A count of people: a Quantity.',
    YEARS: 'A number of years: a Quantity.',
    COORDINATES: 'A point on the map: Coordinates.',
    DATE: 'A date or interval: a DateValue.',
    OUTCOME: 'The way an attack ended: an OutcomeValue.',
    ATTACK_TYPE: 'The way an attack was done: an AttackTypeValue.',
    WEAPON: 'A kind of weapon: a WeaponValue.',
  },
  terms: {
    OUTCOME: {
      CARRIED_OUT: {
        description: 'The attack took place.',
      },
      ATTEMPTED: {
        description: 'It was begun and did not reach its aim; by itself, the word leaves open why.',
      },
      FOILED: {
        description: 'Others stopped it before it took place.',
        parent: 'ATTEMPTED',
      },
      FAILED: {
        description: 'It was attempted and did not succeed.',
        parent: 'ATTEMPTED',
      },
      THREATENED: {
        description: 'It was only announced; nothing was done to carry it out.',
      },
    },
    ATTACK_TYPE: {
      ASSASSINATION: {
        description: 'The aim is to kill certain prominent people.',
      },
      ARMED_ASSAULT: {
        description:
          'The aim is to hurt or kill people with firearms, blades, fire, or explosives that are thrown or shot.',
      },
      BOMBING: {
        description:
          'The effect is that of an explosion: planted, carried or driven bombs, suicide attacks. Bombing/explosion in the GTD.',
      },
      HIJACKING: {
        description: 'The aim is to take control of a vehicle, vessel or aircraft.',
      },
      BARRICADE: {
        description:
          'Hostages are held where they were taken. Hostage taking, barricade incident, in the GTD.',
      },
      KIDNAPPING: {
        description: 'People are taken captive and moved elsewhere. Hostage taking, kidnapping, in the GTD.',
      },
      FACILITY_ATTACK: {
        description:
          'The aim is to damage property, such as a building, monument or pipeline, by other means than explosives. Facility/infrastructure attack in the GTD.',
      },
      ARSON: {
        description: 'Property is set on fire. A facility/infrastructure attack in the GTD.',
        parent: 'FACILITY_ATTACK',
      },
      UNARMED_ASSAULT: {
        description:
          'The aim is to hurt or kill people without firearms, blades, fire or explosives. The GTD includes chemical, biological and radiological attacks.',
      },
      CYBERATTACK: {
        description: 'It is done on or through computers or networks. Not in the GTD.',
      },
      UNKNOWN: {
        description:
          'The source says that it is unknown, as the GTD does. If the source does not speak of it, make no claim.',
      },
    },
    WEAPON: {
      BIOLOGICAL: {
        description: 'Germs, or toxins that living things make.',
      },
      CHEMICAL: {
        description: 'Poisonous or corrosive substances.',
      },
      RADIOLOGICAL: {
        description: 'Radioactive material that is spread without a nuclear explosion.',
      },
      NUCLEAR: {
        description: 'A nuclear explosive device.',
      },
      FIREARMS: {
        description: 'Guns of any kind.',
      },
      EXPLOSIVES: {
        description: 'Bombs, grenades, mines and other explosive devices.',
      },
      PROJECTILE: {
        description: 'A shell, rocket or missile. Shelling, artillery or missile attack in ACLED.',
        parent: 'EXPLOSIVES',
      },
      AIRCRAFT: {
        description: 'A crewed aircraft. With DRONE, air or drone strike in ACLED.',
      },
      DRONE: {
        description: 'An uncrewed aircraft, vessel or vehicle.',
      },
      FAKE: {
        description: 'Something that only looks like a weapon.',
      },
      INCENDIARY: {
        description: 'Fire or a fire bomb.',
      },
      MELEE: {
        description: 'Blades, blunt objects, hands or ropes.',
      },
      VEHICLE: {
        description: 'A vehicle that is driven into people or property; not one that carries a bomb.',
      },
      SABOTAGE_EQUIPMENT: {
        description: 'Tools to damage or disable property, such as wire cutters or a crowbar.',
      },
      OTHER: {
        description: 'A weapon that fits no other term.',
      },
      UNKNOWN: {
        description:
          'The source says that it is unknown, as the GTD does. If the source does not speak of it, make no claim.',
      },
    },
  },
  roles: {
    ACTOR: {
      sponsors: {
        direction: 'IN',
        predicates: ['SPONSORS'],
        description:
          'Actors said to sponsor this one: subjects of claims with this actor as object and the predicate {predicates}.',
        depth:
          'Claims in a chain, 1 to 5. Longer chains find the sponsors of the sponsors. Each edge shows its chain and the weakest link of the chain.',
      },
      proxies: {
        direction: 'OUT',
        predicates: ['SPONSORS'],
        description:
          'Actors said to be sponsored by this one: objects of claims with this actor as subject and the predicate {predicates}. For proxies in the strict sense, pass `predicates: [USES_AS_PROXY]`.',
        depth:
          'Claims in a chain, 1 to 5. Longer chains find those that the sponsored actors sponsor in turn. Each edge shows its chain and the weakest link of the chain.',
      },
      attacks: {
        direction: 'OUT',
        predicates: ['PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'],
        description:
          'Attacks in which this actor is said to have a part: objects of claims with this actor as subject and the predicate {predicates}. Check the predicate of the claim: a claim of responsibility does not mean that the actor did it. Check the kind of the node: PARTICIPATED_IN can also lead to an event that is not an attack.',
      },
      members: {
        direction: 'IN',
        predicates: ['MEMBER_OF', 'PART_OF', 'LEADS'],
        description:
          'Actors said to belong to this one: subjects of claims with this actor as object and the predicate {predicates}.',
      },
    },
    ATTACK: {
      perpetrators: {
        direction: 'IN',
        predicates: ['PERPETRATED', 'PARTICIPATED_IN'],
        optIn: ['CLAIMED_RESPONSIBILITY_FOR'],
        description:
          'Actors said to have carried out the attack: subjects of claims with this attack as object and the predicate {predicates}. CLAIMED_RESPONSIBILITY_FOR is included only if `predicates` names it: an actor that claims an attack has not necessarily done it.',
      },
      targets: {
        direction: 'OUT',
        predicates: ['TARGETED'],
        description:
          'Entities said to be the target: objects of claims with this attack as subject and the predicate {predicates}.',
      },
      places: {
        direction: 'OUT',
        predicates: ['OCCURRED_IN'],
        description:
          'Places, states and assets where the attack is said to have happened: objects of claims with this attack as subject and the predicate {predicates}.',
      },
      casualties: {
        direction: 'OUT',
        predicates: ['KILLED', 'INJURED', 'CASUALTIES'],
        description:
          'The claims about numbers of people killed or injured: claims with this attack as subject and the predicate {predicates}. Sources differ. Each figure is a claim of its own; do not add them up.',
      },
      victims: {
        direction: 'IN',
        predicates: ['KILLED_IN', 'INJURED_IN', 'KIDNAPPED_IN'],
        description:
          'Persons and people said to have been killed, injured or taken captive in the attack: subjects of claims with this attack as object and the predicate {predicates}.',
      },
    },
    CORRIDOR: {
      connects: {
        direction: 'OUT',
        predicates: ['CONNECTS'],
        description:
          'Places, states and assets that the corridor is said to connect: objects of claims with this corridor as subject and the predicate {predicates}.',
      },
      passesThrough: {
        direction: 'OUT',
        predicates: ['PASSES_THROUGH'],
        description:
          'Places and states that the corridor is said to cross: objects of claims with this corridor as subject and the predicate {predicates}.',
      },
      backers: {
        direction: 'IN',
        predicates: ['BACKS', 'OPERATES'],
        description:
          'Actors said to back or run the corridor: subjects of claims with this corridor as object and the predicate {predicates}.',
      },
      opponents: {
        direction: 'IN',
        predicates: ['OPPOSES'],
        description:
          'Actors said to work against the corridor: subjects of claims with this corridor as object and the predicate {predicates}.',
      },
      threats: {
        direction: 'IN',
        predicates: ['THREATENED', 'TARGETS', 'TARGETED', 'DAMAGED'],
        description:
          'Actors, attacks and events said to endanger the corridor directly: subjects of claims with this corridor as object and the predicate {predicates}.',
      },
    },
  },
} as const satisfies OntologyTable;
