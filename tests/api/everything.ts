import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';

/**
 * For each field of a type, a selection of everything in it, to a depth of so many objects. A field is left out if a required argument has no value, by the
 * name of the argument or by `Type.field.argument`. Nodes of a connection are asked for once, not in its edges too.
 */
export function everythingIn(
  schema: GraphQLSchema,
  type: string,
  depth: number,
  values: Readonly<Record<string, string>>,
): string[] {
  const types = schema.getTypeMap() as Record<string, GraphQLObjectType>;
  const fieldsOf = (name: string): GraphQLField<unknown, unknown>[] =>
    Object.values(types[name]?.getFields?.() ?? {});

  const select = (name: string, left: number): string => {
    const tag = Reflect.get(types[name] as object, Symbol.toStringTag);
    if (tag === 'GraphQLUnionType')
      return schema
        .getPossibleTypes(types[name] as unknown as GraphQLUnionType)
        .map((member) => `... on ${member.name} { __typename ${prefixed(member.name, left)} }`)
        .join(' ');
    const inherited = new Set(fieldsOf(name).map((field) => field.name));
    const members =
      tag === 'GraphQLInterfaceType'
        ? schema.getPossibleTypes(types[name] as never).map((one) => one.name)
        : [];
    const own = members.map((member) => [member, prefixed(member, left, inherited)] as const);
    return [
      prefixed(name, left),
      ...own
        .filter(([, inside]) => inside !== '')
        .map(([member, inside]) => `... on ${member} { ${inside} }`),
    ].join(' ');
  };

  /** Aliases by type, because fields of one name differ in type between types. */
  const prefixed = (name: string, left: number, but?: ReadonlySet<string>): string =>
    callsIn(name, left, but).join(' ');
  const callsIn = (name: string, left: number, but: ReadonlySet<string> = new Set()): string[] => {
    const fields = fieldsOf(name);
    const isConnection = fields.some((field) => field.name === 'nodes');
    return fields
      .filter((field) => !but.has(field.name) && !(isConnection && field.name === 'edges'))
      .flatMap((field) => {
        const args = field.args.filter(isRequired).map((arg) => [arg, valueFor(name, field, arg)] as const);
        if (args.some(([, value]) => value === undefined)) return [];
        const given = args.map(([arg, value]) => `${arg.name}: ${value}`).join(', ');
        const call = `${name}_${field.name}: ${field.name}${given === '' ? '' : `(${given})`}`;
        const inner = namedType(field);
        if (!isComposite(inner)) return [call];
        // A connection and its nodes are one object.
        const next = left - (fieldsOf(inner.name).some((one) => one.name === 'nodes') ? 0 : 1);
        const inside = next < 0 ? '' : select(inner.name, next);
        return inside.trim() === '' ? [] : [`${call} { ${inside} }`];
      });
  };
  const valueFor = (name: string, field: GraphQLField<unknown, unknown>, { name: arg }: GraphQLArgument) =>
    values[`${name}.${field.name}.${arg}`] ?? values[arg];
  return callsIn(type, depth);
}

const isRequired = ({ type, defaultValue }: GraphQLArgument): boolean =>
  String(type).endsWith('!') && defaultValue === undefined;

const isComposite = (type: GraphQLNamedType): boolean =>
  /Object|Interface|Union/.test(String(Reflect.get(type, Symbol.toStringTag)));

/** The type without lists. Written by hand, because vite would load a second copy of graphql. */
function namedType({ type }: GraphQLField<unknown, unknown>): GraphQLNamedType {
  let inner = type as { ofType?: unknown };
  while (inner.ofType) inner = inner.ofType as { ofType?: unknown };
  return inner as GraphQLNamedType;
}
