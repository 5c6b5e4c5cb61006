import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';
import { argumentWeight, defaultFieldWeight, fieldWeight, listSize } from './cost-table.js';

const DEFINITIONS = parse(
  `"""
Cost of a field or an argument, after https://ibm.github.io/graphql-specs/cost-spec.html. The service limits the type cost plus the field
cost of an operation. Without it: 1 for a field that returns records, 0 for an argument; and 1 for each record.
"""
directive @cost(
  """The weight, as a number."""
  weight: String!
) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR

"""How long a list can be, after https://ibm.github.io/graphql-specs/cost-spec.html."""
directive @listSize(
  """The length, if no argument sets it."""
  assumedSize: Int
  """The arguments that set it. The largest counts."""
  slicingArguments: [String!]
  """The fields of the returned type that are these lists. Default: the field itself is the list."""
  sizedFields: [String!]
  """Whether exactly one of the arguments must be given."""
  requireOneSlicingArgument: Boolean = true
) on FIELD_DEFINITION`,
  { noLocation: true },
);

type Field = GraphQLField<unknown, unknown>;

/** Adds what the limit on cost computes with to the SDL of the schema, as the directives `@cost` and `@listSize`. */
export function withCostDirectives(sdl: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const isSizedFromAbove = sizedFromAbove(schema);
  const annotate = (parent: string, isInterface: boolean, node: FieldDefinitionNode): FieldDefinitionNode => {
    const type = schema.getType(parent);
    if (!isObjectType(type) && !isInterfaceType(type)) return node;
    const field = type.getFields()[node.name.value] as Field;
    const size = isSizedFromAbove(parent, field.name) ? [] : sizeDirective(parent, field);
    // The specification has no costs on interfaces: those of their types count.
    if (isInterface) return { ...node, directives: [...(node.directives ?? []), ...size] };
    const weight = fieldWeight(parent, field);
    const cost = weight === defaultFieldWeight(field) ? [] : [costDirective(weight)];
    return {
      ...node,
      arguments: (node.arguments ?? []).map((argument) => {
        const added = argumentWeight(parent, field, argument.name.value);
        return added === 0 ? argument : { ...argument, directives: [costDirective(added)] };
      }),
      directives: [...(node.directives ?? []), ...cost, ...size],
    };
  };
  const annotated = visit(sdl, {
    ObjectTypeDefinition: (node) => ({
      ...node,
      fields: (node.fields ?? []).map((field) => annotate(node.name.value, false, field)),
    }),
    InterfaceTypeDefinition: (node) => ({
      ...node,
      fields: (node.fields ?? []).map((field) => annotate(node.name.value, true, field)),
    }),
  });
  return { ...annotated, definitions: [...annotated.definitions, ...DEFINITIONS.definitions] };
}

/** Whether every field that returns the type sets the length of this list of it, as those that return a connection do. */
function sizedFromAbove(schema: GraphQLSchema): (type: string, list: string) => boolean {
  const sizes = new Map<string, (readonly string[])[]>();
  for (const parent of Object.values(schema.getTypeMap())) {
    if (parent.name.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) continue;
    for (const field of Object.values(parent.getFields())) {
      const returned = getNamedType(field.type).name;
      sizes.set(returned, [...(sizes.get(returned) ?? []), listSize(parent.name, field)?.sizedFields ?? []]);
    }
  }
  return (type, list) => sizes.get(type)?.every((sizedFields) => sizedFields.includes(list)) ?? false;
}

function sizeDirective(parent: string, field: Field): readonly ConstDirectiveNode[] {
  const size = listSize(parent, field);
  if (size === null) return [];
  const { slicingArguments, assumedSize, sizedFields } = size;
  const withDefault = field.args
    .filter(({ defaultValue }) => defaultValue !== undefined)
    .map(({ name }) => name);
  const mayBeNoneOrSeveral =
    slicingArguments.length > 1 || slicingArguments.some((name) => !withDefault.includes(name));
  const given = {
    ...(assumedSize !== null && { assumedSize }),
    ...(slicingArguments.length > 0 && { slicingArguments }),
    ...(sizedFields.length > 0 && { sizedFields }),
    ...(mayBeNoneOrSeveral && { requireOneSlicingArgument: false }),
  };
  return [directive('listSize', given)];
}

const costDirective = (weight: number) => directive('cost', { weight: weight.toFixed(1) });

/** `@name(argument: …)`, with values as JSON, which GraphQL reads too. */
function directive(name: string, args: Readonly<Record<string, unknown>>): ConstDirectiveNode {
  const text = Object.entries(args).map(([argument, value]) => `${argument}: ${JSON.stringify(value)}`);
  const [type] = parse(`scalar S @${name}(${text.join(', ')})`, { noLocation: true }).definitions;
  if (type?.kind !== Kind.SCALAR_TYPE_DEFINITION) throw new Error('unreachable');
  return type.directives?.[0] as ConstDirectiveNode;
}
