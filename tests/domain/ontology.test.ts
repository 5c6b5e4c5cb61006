import { describe, expect, test } from 'vitest';
import {
  ACTOR_KINDS,
  entityKinds,
  isAttribute,
  PREDICATE_FAMILIES,
  type Predicate,
  predicateDefinition,
  predicates,
  termsOf,
  VALUE_TYPES,
  withNarrower,
} from '#ascribe/domain/ontology.js';

const definitions = predicates.map(predicateDefinition);
const SPONSORSHIP = [
  'SPONSORS',
  'FUNDS',
  'ARMS',
  'SUPPLIES',
  'TRAINS',
  'DEPLOYS_TROOPS_FOR',
  'GIVES_INTELLIGENCE_TO',
  'HARBOURS',
  'GRANTS_TERRITORY_ACCESS_TO',
  'DIRECTS',
  'USES_AS_PROXY',
];

describe.each(definitions)('the predicate $name', (definition) => {
  test('belongs to a known family and has a description', () => {
    expect(Object.keys(PREDICATE_FAMILIES)).toContain(definition.family);
    expect(definition.description).toMatch(/^[A-Z].*\.$/);
  });

  test('takes known kinds of subjects, objects and values', () => {
    expect(definition.domain.length).toBeGreaterThan(0);
    expect(entityKinds).toEqual(expect.arrayContaining([...definition.domain]));
    const { range } = definition;
    if (typeof range === 'string') expect(Object.keys(VALUE_TYPES)).toContain(range);
    else {
      expect(range.length).toBeGreaterThan(0);
      expect(entityKinds).toEqual(expect.arrayContaining([...range]));
    }
  });

  test('is an attribute if it takes a value, and has an inverse if it takes an object', () => {
    const attribute = typeof definition.range === 'string';
    expect(isAttribute(definition.name)).toBe(attribute);
    expect(definition.family === 'ATTRIBUTES').toBe(attribute);
    expect(definition.inverse === undefined).toBe(attribute);
  });

  test('has the domain and range of its parent, or narrower ones', () => {
    if (definition.parent === undefined) return;
    const parent = predicateDefinition(definition.parent);
    expect(parent.family).toBe(definition.family);
    expect(parent.domain).toEqual(expect.arrayContaining([...definition.domain]));
    expect(parent.range).toEqual(expect.arrayContaining([...definition.range]));
    expect(withNarrower([parent.name])).toContain(definition.name);
  });

  test('takes the same kinds at both ends and is its own inverse if symmetric', () => {
    if (!definition.symmetric) return;
    expect(definition.range).toEqual(definition.domain);
    expect(definition.inverse).toBe(definition.name);
  });
});

test('names and inverses of predicates are distinct', () => {
  const labels = definitions.flatMap(({ name, inverse, symmetric }) =>
    symmetric || inverse === undefined ? [name] : [name, inverse],
  );
  expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
});

describe('narrower predicates', () => {
  test('are included with their broader predicate', () => {
    expect(withNarrower(['SPONSORS'])).toEqual(SPONSORSHIP);
  });

  test('do not include the broader predicate', () => {
    expect(withNarrower(['FUNDS'])).toEqual(['FUNDS']);
  });

  test('are listed once each, in the order of the table', () => {
    expect(withNarrower(['PERPETRATED', 'FUNDS', 'SPONSORS', 'FUNDS'])).toEqual([
      ...SPONSORSHIP,
      'PERPETRATED',
    ]);
    expect(withNarrower(predicates.toReversed())).toEqual(predicates);
  });

  test('of an empty list are an empty list', () => {
    expect(withNarrower([])).toEqual([]);
  });
});

test('only words of the table are predicates', () => {
  for (const name of predicates) expect(predicateDefinition(name).name).toBe(name);
  for (const word of ['', 'funds', 'SPONSORED_BY', '__proto__', 'constructor', 'toString']) {
    expect(predicates).not.toContain(word);
    expect(predicateDefinition(word as Predicate)).toBeUndefined();
  }
});

test('actors are states, organizations, armed groups, persons and people', () => {
  expect(ACTOR_KINDS).toEqual(['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE']);
  expect(entityKinds).toEqual(expect.arrayContaining([...ACTOR_KINDS]));
});

test('people take every predicate that a person takes, at both ends', () => {
  for (const { name, domain, range } of definitions)
    for (const kinds of [domain, Array.isArray(range) ? range : []])
      expect([name, kinds.includes('PEOPLE')]).toEqual([name, kinds.includes('PERSON')]);
});

// Codes of the Global Terrorism Database, in its order.
test.each([
  [
    'ATTACK_TYPE',
    'ASSASSINATION ARMED_ASSAULT BOMBING HIJACKING BARRICADE KIDNAPPING FACILITY_ATTACK UNARMED_ASSAULT UNKNOWN',
  ],
  [
    'WEAPON',
    'BIOLOGICAL CHEMICAL RADIOLOGICAL NUCLEAR FIREARMS EXPLOSIVES FAKE INCENDIARY MELEE VEHICLE SABOTAGE_EQUIPMENT OTHER UNKNOWN',
  ],
] as const)('the terms of %s have all codes of the GTD', (type, codes) => {
  expect(Object.keys(termsOf(type))).toEqual(expect.arrayContaining(codes.split(' ')));
});
