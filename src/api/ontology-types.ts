import {
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  type StringValueNode,
} from 'graphql';
import { ERROR_CODES, PROBLEM_CODES } from '../domain/errors.js';
import { joinWords } from '../domain/join-words.js';
import {
  ACTOR_KINDS,
  ENTITY_KINDS,
  type EntityKind,
  entityKinds,
  isAttribute,
  kindTypeName,
  PREDICATE_FAMILIES,
  type Predicate,
  predicateDefinition,
  predicates,
  ROLES,
  type Role,
  termsOf,
  VALUE_TYPES,
  withNarrower,
} from '../domain/ontology.js';
import { LOCATION_PRECISIONS } from '../domain/records.js';

const enums = (): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  EntityKind: ENTITY_KINDS,
  Predicate: Object.fromEntries(predicates.map((name) => [name, predicateDefinition(name).description])),
  PredicateFamily: PREDICATE_FAMILIES,
  ValueType: VALUE_TYPES,
  Outcome: termsOf('OUTCOME'),
  AttackType: termsOf('ATTACK_TYPE'),
  Weapon: termsOf('WEAPON'),
  LocationPrecision: LOCATION_PRECISIONS,
  ProblemCode: Object.fromEntries(PROBLEM_CODES.map((code) => [code, ERROR_CODES[code]])),
});

/**
 * Adds what the ontology defines: the values of its enums, a type for each kind of entity, and the roles as fields of these types and of
 * the interface Actor. A type of the SDL with the name of a kind gives further fields.
 */
export function withOntologyTypes(sdl: DocumentNode): DocumentNode {
  const typeNamed = (name: string) =>
    sdl.definitions.find((one) => 'name' in one && one.name?.value === name) as
      | ObjectTypeDefinitionNode
      | InterfaceTypeDefinitionNode;
  const entityFields = typeNamed('Entity').fields ?? [];
  const actorFields = [
    ...entityFields.map(withoutDescriptions),
    ...(typeNamed(kindTypeName('ACTOR')).fields ?? []),
    ...roleFields('ACTOR'),
  ];
  const kindTypes = entityKinds.map((kind): ObjectTypeDefinitionNode => {
    const name = kindTypeName(kind);
    const acts = ACTOR_KINDS.includes(kind);
    return {
      kind: Kind.OBJECT_TYPE_DEFINITION,
      name: { kind: Kind.NAME, value: name },
      description: block(ENTITY_KINDS[kind]),
      interfaces: ['Node', 'Entity', ...(acts ? ['Actor'] : [])].map(namedType),
      fields: [
        ...(acts ? actorFields : entityFields).map(withoutDescriptions),
        ...roleFields(kind),
        ...(typeNamed(name)?.fields ?? []),
      ],
    };
  });
  const kindTypeNames = new Set(kindTypes.map(({ name }) => name.value));
  const complete = (definition: DefinitionNode): DefinitionNode => {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) return withValues(definition);
    const isActor =
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION && definition.name.value === kindTypeName('ACTOR');
    return isActor ? { ...definition, fields: actorFields } : definition;
  };
  const others = sdl.definitions.filter(
    (one) => one.kind !== Kind.OBJECT_TYPE_DEFINITION || !kindTypeNames.has(one.name.value),
  );
  return { ...sdl, definitions: [...kindTypes, ...others.map(complete)] };
}

/** A field that an interface describes: see `withSharedDescriptions`. */
function withoutDescriptions({ description, ...field }: FieldDefinitionNode): FieldDefinitionNode {
  const args = (field.arguments ?? []).map(({ description, ...argument }) => argument);
  return { ...field, arguments: args };
}

function withValues(type: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
  const words = enums()[type.name.value];
  if (words === undefined) return type;
  const values = Object.entries(words).map(([value, description]) => ({
    kind: Kind.ENUM_VALUE_DEFINITION as const,
    name: { kind: Kind.NAME as const, value },
    description: { kind: Kind.STRING as const, value: description, block: true },
  }));
  return { ...type, values };
}

function roleFields(kind: EntityKind | 'ACTOR'): FieldDefinitionNode[] {
  const roles: Readonly<Record<string, Readonly<Record<string, Role>>>> = ROLES;
  return Object.entries(roles[kind] ?? {}).map(([name, role]) => roleField(name, role));
}

function roleField(name: string, role: Role): FieldDefinitionNode {
  const { predicates, optIn, depth } = role;
  const field = parseField(`${name}(
    statuses: [ClaimStatus!]!
    where: ClaimWhere
    ${depth === undefined ? '' : 'depth: Int = 1'}
    first: Int = 20
    after: String
  ): ${connectionOf(role)}!`);
  const descriptions: Readonly<Record<string, string | undefined>> = {
    depth,
    where:
      optIn &&
      `Conditions that all claims meet. Default of its \`predicates\`: ${joinWords(predicates, 'and')}. ${joinWords(optIn, 'and')} is also allowed.`,
  };
  return {
    ...field,
    description: block(role.description.replace('{predicates}', listPredicates(predicates))),
    arguments: (field.arguments ?? []).map((argument) => {
      const description = descriptions[argument.name.value];
      return description === undefined ? argument : { ...argument, description: block(description, 4) };
    }),
  };
}

/** Claims if the predicates take values, else the entities at their other end. */
function connectionOf({ direction, predicates }: Role): string {
  if (predicates.some(isAttribute)) return 'ClaimConnection';
  const ends = predicates.map(predicateDefinition).flatMap(({ domain, range }) => {
    return direction === 'IN' ? domain : (range as readonly EntityKind[]);
  });
  return ends.every((kind) => ACTOR_KINDS.includes(kind)) ? 'ActorRoleConnection' : 'EntityRoleConnection';
}

/** `SPONSORS or a narrower one (FUNDS, ARMS)`, `BACKS or OPERATES` */
function listPredicates(names: readonly Predicate[]): string {
  const narrower = withNarrower(names).filter((name) => !names.includes(name));
  if (narrower.length === 0) return joinWords(names, 'or');
  return `${names.join(', ')} or a narrower one (${narrower.join(', ')})`;
}

function parseField(sdl: string): FieldDefinitionNode {
  const [type] = parse(`type T { ${sdl} }`, { noLocation: true }).definitions as [ObjectTypeDefinitionNode];
  return (type.fields as readonly FieldDefinitionNode[])[0] as FieldDefinitionNode;
}

const namedType = (value: string): NamedTypeNode => ({
  kind: Kind.NAMED_TYPE,
  name: { kind: Kind.NAME, value },
});

const MAX_LINE_LENGTH = 127;
/** A space outside backquotes. */
const BREAK = / (?=[^`]*(?:`[^`]*`[^`]*)*$)/;

/** A description, wrapped at 127 columns as printed with this indentation. */
function block(text: string, indentation = 2): StringValueNode {
  const lines: string[] = [];
  for (const part of text.split(BREAK)) {
    const line = `${lines.at(-1)} ${part}`;
    if (lines.length > 0 && indentation + line.length <= MAX_LINE_LENGTH) lines.splice(-1, 1, line);
    else lines.push(part);
  }
  return { kind: Kind.STRING, value: lines.join('\n'), block: true };
}
