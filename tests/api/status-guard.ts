import { createRequire } from 'node:module';
import type { GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';

// Loaded by Node: vite would load a second copy of graphql, which does not know the types of this schema.
const { getNamedType, isAbstractType, isInterfaceType, isObjectType } = createRequire(import.meta.url)(
  'graphql',
) as typeof import('graphql');

export function requiresStatuses(field: GraphQLField<unknown, unknown>): boolean {
  return field.args.some(({ name, type }) => name === 'statuses' && String(type) === '[ClaimStatus!]!');
}

/** Object types that are reachable only through a field with `statuses`, directly or within another such type. */
export function statusGuardedTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
    (root) => root?.name,
  );
  const guarded = new Set(
    types.filter((type) => isObjectType(type) && !roots.includes(type.name)).map(({ name }) => name),
  );
  for (let before = -1; before !== guarded.size; ) {
    before = guarded.size;
    for (const type of types.filter(({ name }) => !guarded.has(name)))
      for (const field of fieldsOf(type))
        if (!requiresStatuses(field))
          for (const name of possibleTypeNames(schema, field)) guarded.delete(name);
  }
  return guarded;
}

function possibleTypeNames(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string[] {
  const type = getNamedType(field.type);
  const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return [type, ...members].map(({ name }) => name);
}

function fieldsOf(type: GraphQLNamedType): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}
