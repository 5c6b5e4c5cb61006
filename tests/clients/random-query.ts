import { createRequire } from 'node:module';
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputObjectType,
  GraphQLNamedType,
  GraphQLSchema,
} from 'graphql';
import type { Random } from '../../bench/random.js';

// Loaded by Node: vite would load a second copy of graphql, which does not know the types of this schema.
const {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} = createRequire(import.meta.url)('graphql') as typeof import('graphql');

/** Values for arguments of a random query. */
export interface QueryValues {
  /** RFC 3339, for `asOf`. */
  readonly moments: readonly string[];
  /** EDTF, for `during`. */
  readonly windows: readonly string[];
  /** Ids with or without a scope, by type of record, as `ids.entity`. */
  readonly ids: Readonly<Record<'entity' | 'article' | 'source' | 'claim' | 'citation', readonly string[]>>;
}

export interface RandomQuery {
  readonly text: string;
  /** What each alias stands for: the field with its arguments, as a cache stores it. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Queries of any field of a schema, with any moments and windows. Every field has an alias of its own, so that nothing is merged. */
export function randomQueries(schema: GraphQLSchema, random: Random, values: QueryValues) {
  const fields = new Map<string, string>();
  const alias = (storageKey: string) => {
    const name = `f${fields.size}`;
    fields.set(name, storageKey);
    return `${name}: ${storageKey}`;
  };
  const anyId = () => random.pick(Object.values(values.ids).flat());
  const list = (count: number, value: () => string) => JSON.stringify(Array.from({ length: count }, value));

  /** By field and argument, else by argument. */
  const generators: Readonly<Record<string, () => string>> = {
    'node.id': () => JSON.stringify(anyId()),
    'nodes.ids': () => list(1 + random.below(4), anyId),
    'entity.id': () => JSON.stringify(random.pick(values.ids.entity)),
    'claim.id': () => JSON.stringify(random.pick(values.ids.claim)),
    'article.id': () => JSON.stringify(random.pick(values.ids.article)),
    'source.id': () => JSON.stringify(random.pick(values.ids.source)),
    'compareSources.aId': () => JSON.stringify(values.ids.source[0]),
    'compareSources.bId': () => JSON.stringify(values.ids.source[1]),
    'compareArticles.aId': () => JSON.stringify(values.ids.article[0]),
    'compareArticles.bId': () => JSON.stringify(values.ids.article[1]),
    'paths.fromId': () => JSON.stringify(values.ids.entity[0]),
    'paths.toId': () => JSON.stringify(values.ids.entity[1]),
    entityId: () => JSON.stringify(random.pick(values.ids.entity)),
    entityIds: () => list(1 + random.below(2), () => random.pick(values.ids.entity)),
    subjectIds: () => list(2, () => random.pick(values.ids.entity)),
    speakerIds: () => list(1, () => random.pick(values.ids.entity)),
    articleIds: () => list(2, () => random.pick(values.ids.article)),
    text: () => '"a"',
    first: () => String(1 + random.below(4)),
    depth: () => String(1 + random.below(3)),
    asOf: () => JSON.stringify(random.pick(values.moments)),
    during: () => JSON.stringify(random.pick(values.windows)),
    minConfidence: () => String(random.below(60)),
  };
  const conditions = (type: GraphQLInputObjectType) => {
    const names = Object.keys(type.getFields()).filter(
      (name) => generators[name] !== undefined && random.chance(share(name)),
    );
    const given = names.map((name) => `${name}: ${generators[name]?.()}`);
    if (names.includes('during') && random.chance(0.5)) given.push('includeUndated: true');
    return `{ ${given.join(', ')} }`;
  };
  const argument = (field: GraphQLField<unknown, unknown>, { name, type }: GraphQLArgument) => {
    const named = getNamedType(type);
    if (name === 'statuses' && isEnumType(named))
      return `[${
        named
          .getValues()
          .map((value) => value.name)
          .filter(() => random.chance(0.8))
          .join(', ') || 'REPORTED'
      }]`;
    if (name === 'direction') return random.pick(['OUT', 'IN', 'BOTH']);
    if (isInputObjectType(named) && name === 'where') return conditions(named);
    return (generators[`${field.name}.${name}`] ?? generators[name])?.();
  };
  /** How often an optional argument is given. */
  const share = (name: string) => ({ asOf: 0.6, where: 0.8, during: 0.75, first: 1 })[name] ?? 0.2;

  const call = (field: GraphQLField<unknown, unknown>): string => {
    const given = field.args.flatMap((arg) => {
      if (!isRequiredArgument(arg) && !random.chance(share(arg.name))) return [];
      const value = argument(field, arg);
      if (value === undefined && isRequiredArgument(arg))
        throw new Error(`no values for the required argument ${field.name}(${arg.name})`);
      return value === undefined ? [] : [`${arg.name}: ${value}`];
    });
    return alias(given.length === 0 ? field.name : `${field.name}(${given.join(', ')})`);
  };

  const fieldsOf = (type: GraphQLNamedType): GraphQLField<unknown, unknown>[] =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

  /** All fields without subfields, and some of the others. */
  const select = (type: GraphQLNamedType, depth: number): string => {
    const isLeaf = (field: GraphQLField<unknown, unknown>) => isLeafType(getNamedType(field.type));
    const leaves = fieldsOf(type)
      .filter((field) => isLeaf(field) && field.name !== 'id')
      .map(call);
    const composites = depth === 0 ? [] : fieldsOf(type).filter((field) => !isLeaf(field));
    const followed = composites.filter(() => random.chance(3 / composites.length));
    const inside = followed.map((field) => `${call(field)} ${select(getNamedType(field.type), depth - 1)}`);
    const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const parts = members
      .filter(() => random.chance(3 / members.length))
      .map((member) => `... on ${member.name} ${select(member, Math.max(0, depth - 1))}`);
    const id =
      isAbstractType(type) && !isInterfaceType(type) ? '... on Node { id }' : hasId(type) ? 'id' : '';
    return `{ __typename ${[id, ...leaves, ...inside, ...parts].join(' ')} }`;
  };
  const hasId = (type: GraphQLNamedType) => fieldsOf(type).some(({ name }) => name === 'id');

  const query = (write: () => string): RandomQuery => {
    fields.clear();
    const text = write();
    return { text, fields: new Map(fields) };
  };
  const root = schema.getQueryType() as GraphQLNamedType;
  return {
    /** Some fields of Query. */
    ofAnything: (): RandomQuery =>
      query(() => {
        const asked = fieldsOf(root).filter(() => random.chance(0.15));
        return `{ __typename ${asked.map((field) => `${call(field)} ${select(getNamedType(field.type), 4)}`).join(' ')} }`;
      }),
    /** These records again, by nothing but their ids. */
    ofNodes: (ids: readonly string[]): RandomQuery =>
      query(
        () =>
          `{ __typename ${alias(`nodes(ids: ${JSON.stringify(ids)})`)} ${select(schema.getType('Node') as GraphQLNamedType, 2)} }`,
      ),
  };
}
