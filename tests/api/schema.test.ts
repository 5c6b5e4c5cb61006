import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type {
  FieldDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  InputValueDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '#ascribe/api/schema.js';
import { DIFFERENCE_KINDS } from '#ascribe/domain/analysis/comparison.js';
import { CONTRADICTION_KINDS } from '#ascribe/domain/analysis/contradictions.js';
import { CLAIM_EVENT_KINDS } from '#ascribe/domain/claim-events.js';
import { ERROR_CODES, PROBLEM_CODES } from '#ascribe/domain/errors.js';
import * as ontology from '#ascribe/domain/ontology.js';
import * as records from '#ascribe/domain/records.js';
import { requiresStatuses, statusGuardedTypes } from './status-guard.js';

// Vite would load a second copy of graphql, which does not recognize the types of this schema.
const graphql = createRequire(import.meta.url)('graphql') as typeof import('graphql');
const {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
} = graphql;

const schema = buildSchema();
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** Fields that return claims by id and so need no filter. */
const BY_ID = new Set([
  'Query.node',
  'Query.nodes',
  'Query.claim',
  'Citation.claim',
  'AssessmentPayload.claim',
]);

describe('statuses', () => {
  it('are required by every field that lists or follows claims', () => {
    expect(unfiltered(schema)).toEqual([]);
  });

  it('this check reports a field that lists claims without statuses', () => {
    const leaking = buildSchema();
    const query = leaking.getQueryType() as GraphQLObjectType;
    const { claims } = query.getFields() as { claims: GraphQLField<unknown, unknown> };
    const leak = { ...claims, name: 'latest', args: [] } as GraphQLField<unknown, unknown>;
    (query.getFields() as Record<string, unknown>).latest = leak;
    expect(unfiltered(leaking)).toEqual(['Query.latest']);
  });

  it('this check looks inside a type that a field without statuses also returns', () => {
    const leaking = buildSchema();
    const citation = leaking.getType('Citation') as GraphQLObjectType;
    const fields = citation.getFields() as Record<string, GraphQLField<unknown, unknown>>;
    expect(statusGuardedTypes(leaking)).toContain('Contradiction');
    fields.part = { ...fields.claim, type: leaking.getType('Contradiction') } as GraphQLField<
      unknown,
      unknown
    >;
    expect(statusGuardedTypes(leaking)).not.toContain('Contradiction');
    expect(unfiltered(leaking)).toContain('Contradiction.claims');
  });

  it('are everywhere a required list of statuses without a default', () => {
    const fields = types.flatMap((type) => fieldsOf(type).map((field) => ({ type, field })));
    const statuses = fields.flatMap(({ field }) => field.args.filter(({ name }) => name === 'statuses'));
    expect(statuses.length).toBeGreaterThan(20);
    for (const { type, defaultValue } of statuses) {
      expect(String(type)).toBe('[ClaimStatus!]!');
      expect(defaultValue).toBeUndefined();
    }
  });
});

it('the schema is shorter than 143,000 characters', () => {
  expect(graphql.printSchema(schema).length).toBeLessThan(143_000);
});

/** Lists that are cut after `first` items and have no pages, and the field beside each that says how many there are. */
const WHOLE_LENGTHS: Readonly<Record<string, string>> = {
  'Claim.independentOrigins': 'originCount',
  'Origin.citations': 'citationIds',
  'ClaimSide.citations': 'citationCount',
  'Attribution.support': 'supportCount',
  'Attribution.denials': 'denialCount',
  'Contradiction.claims': 'claimCount',
};
it('no list is cut silently: each has pages, or its whole length beside it', () => {
  const cut = types.flatMap((type) =>
    fieldsOf(type)
      .filter(({ args }) => args.some(({ name }) => name === 'first' || name === 'limit'))
      .filter((field) => {
        const inside = fieldsOf(getNamedType(field.type)).map(({ name }) => name);
        const beside = WHOLE_LENGTHS[`${type.name}.${field.name}`] ?? '';
        const has = (name: string) => fieldsOf(type).some((one) => one.name === name);
        return !inside.includes('pageInfo') && !inside.includes('truncated') && !has(beside);
      })
      .map((field) => `${type.name}.${field.name}`),
  );
  expect(cut).toEqual([]);
});

describe('the descriptions in the schema', () => {
  it('exist for every type, field, argument and enum value', () => {
    const undescribed = types
      .filter(({ name }) => !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name))
      .flatMap((type) => [
        ...(type.description ? [] : [type.name]),
        ...fieldsOf(type).flatMap((field) => [
          ...(field.description ? [] : [`${type.name}.${field.name}`]),
          ...field.args
            .filter((arg) => !arg.description)
            .map((arg) => `${type.name}.${field.name}(${arg.name})`),
        ]),
        ...(isInputObjectType(type)
          ? Object.values(type.getFields())
              .filter((field) => !field.description)
              .map((field) => `${type.name}.${field.name}`)
          : []),
        ...(isEnumType(type)
          ? type
              .getValues()
              .filter((value) => !value.description)
              .map((value) => `${type.name}.${value.name}`)
          : []),
      ]);
    expect(undescribed).toEqual([]);
    expect(schema.description).toMatch(/claims/);
  });

  it('that are shared are inserted in several places', () => {
    const elements = [
      ...types.flatMap(fieldsOf).flatMap((field) => [field, ...field.args]),
      ...types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : [])),
    ];
    const uses = sharedDescriptions().map(({ name, type, description }) =>
      elements.filter(
        (element) =>
          element.name === name && String(element.type) === type && element.description === description,
      ),
    );
    expect(uses.length).toBeGreaterThan(0);
    for (const places of uses) expect(places.length).toBeGreaterThan(1);
  });

  const tables: Record<string, Readonly<Record<string, string>>> = {
    EntityKind: ontology.ENTITY_KINDS,
    Outcome: ontology.termsOf('OUTCOME'),
    AttackType: ontology.termsOf('ATTACK_TYPE'),
    Weapon: ontology.termsOf('WEAPON'),
    LocationPrecision: records.LOCATION_PRECISIONS,
    ValueType: ontology.VALUE_TYPES,
    PredicateFamily: ontology.PREDICATE_FAMILIES,
    Predicate: Object.fromEntries(
      ontology.predicates.map((name) => [name, ontology.predicateDefinition(name).description]),
    ),
    ClaimStatus: records.STATUSES,
    ConfidenceLevel: records.CONFIDENCE_LEVELS,
    ClaimEventKind: CLAIM_EVENT_KINDS,
    ContradictionKind: CONTRADICTION_KINDS,
    DifferenceKind: DIFFERENCE_KINDS,
    Genre: records.GENRES,
    Modality: records.MODALITIES,
    ProblemCode: Object.fromEntries(PROBLEM_CODES.map((code) => [code, ERROR_CODES[code]])),
    QuoteCheck: records.QUOTE_CHECKS,
    Reliability: records.RELIABILITIES,
    Stance: records.STANCES,
  };
  for (const [name, table] of Object.entries(tables)) {
    it(`of ${name} are those of the domain, for the same values in the same order`, () => {
      const type = schema.getType(name);
      if (!isEnumType(type)) throw new Error(`${name} is not an enum`);
      expect(type.getValues().map((value) => [value.name, value.description])).toEqual(Object.entries(table));
    });
  }

  for (const [kind, roles] of Object.entries(ontology.ROLES) as [
    ontology.EntityKind | 'ACTOR',
    Record<string, ontology.Role>,
  ][]) {
    const type = ontology.kindTypeName(kind);
    for (const [field, { predicates, optIn = [], direction }] of Object.entries(roles)) {
      it(`name the predicates and the direction of ${type}.${field}`, () => {
        const described = fieldsOf(schema.getType(type) as GraphQLNamedType).find(
          ({ name }) => name === field,
        );
        const words = described?.description?.match(/[A-Z_]{4,}/g) ?? [];
        expect(new Set(words)).toEqual(new Set(ontology.withNarrower([...predicates, ...optIn])));
        const as = direction === 'OUT' ? 'as subject' : 'as object';
        // Descriptions are wrapped.
        expect(described?.description?.replace(/\s+/g, ' ')).toContain(as);
      });
    }
  }

  it('every kind of entity has a type, and every kind of actor is an Actor', () => {
    const actor = schema.getType('Actor');
    if (!isInterfaceType(actor)) throw new Error('Actor is not an interface');
    expect(schema.getPossibleTypes(actor).length).toBe(ontology.ACTOR_KINDS.length);
    const entity = schema.getType('Entity');
    if (!isInterfaceType(entity)) throw new Error('Entity is not an interface');
    expect(schema.getPossibleTypes(entity).length).toBe(ontology.entityKinds.length);
  });
});

/** Fields that return claims, directly or through the fields below them, without a `statuses` argument. */
function unfiltered(walked: GraphQLSchema): string[] {
  const leaks = (type: GraphQLNamedType, seen: Set<string>): boolean => {
    if (type.name === 'Claim') return true;
    if (seen.has(type.name)) return false;
    seen.add(type.name);
    const members = isAbstractType(type) ? walked.getPossibleTypes(type) : [];
    return (
      members.some((member) => leaks(member, seen)) ||
      openFields(type).some((field) => leaks(getNamedType(field.type), seen))
    );
  };
  const openFields = (type: GraphQLNamedType) =>
    fieldsOf(type).filter((field) => !BY_ID.has(`${type.name}.${field.name}`) && !requiresStatuses(field));
  // The field that returns a connection, an edge or a guarded type is checked together with everything inside it.
  const guarded = statusGuardedTypes(walked);
  const inside = ({ name }: GraphQLNamedType) => /(Connection|Edge)$/.test(name) || guarded.has(name);
  return Object.values(walked.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !inside(type))
    .flatMap((type) =>
      openFields(type)
        .filter((field) => leaks(getNamedType(field.type), new Set()))
        .map((field) => `${type.name}.${field.name}`),
    );
}

function fieldsOf(type: GraphQLNamedType): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** The elements of schema/shared/descriptions.graphql. */
function sharedDescriptions() {
  const file = new URL('../../schema/shared/descriptions.graphql', import.meta.url);
  return parse(readFileSync(file, 'utf8'))
    .definitions.flatMap((definition): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] =>
      'fields' in definition ? (definition.fields ?? []) : [],
    )
    .map(({ name, type, description }) => ({
      name: name.value,
      type: print(type),
      description: description?.value,
    }));
}
