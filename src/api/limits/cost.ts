import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isLeftOut } from '../left-out.js';

/** How long a list is taken to be where no argument says it. */
const ASSUMED = 5;

/** What a field makes the store do besides bringing its records, as if it brought so many. */
const WORK: Readonly<Record<string, number>> = {
  search: 10,
  totalCount: 10,
  neighborhood: 100,
  paths: 200,
  facets: 100,
  timeline: 100,
  contradictions: 100,
  compareSources: 100,
  compareArticles: 100,
};

interface Asked {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What was found of each fragment below fields with the same arguments: one may be spread often. */
  readonly known: Map<string, number>;
}
type Arguments = Readonly<Record<string, unknown>>;

/**
 * How many records an operation may bring at most, by its lists: a list's length, its `first` or `limit`, multiplies all below it. Of what
 * is asked of several types of one list the dearest counts, as a record has one type.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  return ofSelections(operation.selectionSet, root, {}, { schema, fragments, variables, known: new Map() });
}

function ofSelections(
  { selections }: SelectionSetNode,
  parent: GraphQLNamedType,
  around: Arguments,
  asked: Asked,
): number {
  let shared = 0;
  /** By object type: what only records of that type are asked for. */
  const own = new Map<string, number>();
  const add = (condition: string | undefined, cost: (type: GraphQLNamedType) => number) => {
    const type = condition === undefined ? parent : (asked.schema.getType(condition) ?? parent);
    if (isObjectType(type) && type !== parent) own.set(type.name, (own.get(type.name) ?? 0) + cost(type));
    else shared += cost(type);
  };
  for (const selection of selections) {
    if (isLeftOut(selection, asked.variables)) continue;
    if (selection.kind === Kind.FIELD) shared += ofField(selection, parent, around, asked);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      add(selection.typeCondition?.name.value, (type) =>
        ofSelections(selection.selectionSet, type, around, asked),
      );
    else {
      const fragment = asked.fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const key = JSON.stringify([selection.name.value, around]);
      add(fragment.typeCondition.name.value, (type) => {
        const known = asked.known.get(key) ?? ofSelections(fragment.selectionSet, type, around, asked);
        asked.known.set(key, known);
        return known;
      });
    }
  }
  return shared + Math.max(0, ...own.values());
}

function ofField(node: FieldNode, parent: GraphQLNamedType, around: Arguments, asked: Asked): number {
  if (node.name.value.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) return 0;
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return 0;
  const given = argumentsOf(field, node, asked.variables);
  const work = WORK[field.name] ?? 0;
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || node.selectionSet === undefined) return work;
  const each = 1 + ofSelections(node.selectionSet, type, given, asked);
  return work + lengthOf(field.name, field.type, given, around) * each;
}

/** By its own argument, else by that of the field around it, as `edges` by the `first` of the connection. */
function lengthOf(name: string, type: GraphQLOutputType, given: Arguments, around: Arguments): number {
  if (!isListType(isNonNullType(type) ? type.ofType : type)) return 1;
  const { first, ids } = given;
  if (typeof first === 'number') return Math.max(0, first);
  if (Array.isArray(ids)) return ids.length;
  const { first: firstAround, limit, claimLimit } = around;
  const length = firstAround ?? (name === 'claims' ? (claimLimit ?? limit) : limit);
  return typeof length === 'number' ? Math.max(0, length) : ASSUMED;
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Arguments {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    // The field itself will say what is wrong with them, and brings nothing.
    return {};
  }
}
