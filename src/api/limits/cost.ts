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
import { isSkipped } from '../execution/skip-include.js';

/** How long a list is taken to be where no argument says it. */
const DEFAULT_LIST_LENGTH = 5;

/** What a field makes the store do besides bringing its records, as if it brought so many. */
const FIELD_COSTS: Readonly<Record<string, number>> = {
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

/** What a chain of claims takes, as `proxies(depth: 3)` follows it. */
const CHAIN_COST = 100;

/** What a plain field counts, next to a record. */
const LEAF_COST = 0.1;

interface CostContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What was found of selections below fields of the same type and lengths: those of a fragment may be met often. */
  readonly memo: Map<SelectionSetNode, Map<string, number>>;
}

/** What the arguments of a field say of how long lists are. */
interface ListLengths {
  readonly first?: number;
  readonly limit?: number;
  readonly claimLimit?: number;
  /** How many were given. */
  readonly ids?: number;
}

/**
 * How many records an operation may bring at most, by its lists: a list's length, its `first` or `limit`, multiplies all below it. Of what
 * is asked of several types of one list the dearest counts, as a record has one type. `variables` are those that were coerced.
 */
export function estimateCost(
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
  const asked = { schema, fragments, variables, memo: new Map() };
  return Math.ceil(selectionCost(operation.selectionSet, root, {}, asked));
}

function selectionCost(
  set: SelectionSetNode,
  parent: GraphQLNamedType,
  parentLengths: ListLengths,
  context: CostContext,
): number {
  const known = context.memo.get(set) ?? new Map<string, number>();
  context.memo.set(set, known);
  const key = JSON.stringify([parent.name, parentLengths]);
  const cost = known.get(key) ?? computeSelectionCost(set, parent, parentLengths, context);
  known.set(key, cost);
  return cost;
}

function computeSelectionCost(
  set: SelectionSetNode,
  parent: GraphQLNamedType,
  parentLengths: ListLengths,
  context: CostContext,
): number {
  /** By object type, or for all of them: what is asked of records of that type. */
  const costs = new Map<GraphQLNamedType, number>();
  /** What is spread for all, or for one type, is looked at once there, as it is answered once. */
  const spread = new Map<GraphQLNamedType, Set<string>>();
  const isNew = (name: string, of: GraphQLNamedType) => {
    if (spread.get(parent)?.has(name) || spread.get(of)?.has(name)) return false;
    spread.set(of, (spread.get(of) ?? new Set()).add(name));
    return true;
  };
  const look = ({ selections }: SelectionSetNode, type: GraphQLNamedType, of: GraphQLNamedType) => {
    for (const selection of selections) {
      if (isSkipped(selection, context.variables)) continue;
      if (selection.kind === Kind.FIELD)
        costs.set(of, (costs.get(of) ?? 0) + fieldCost(selection, type, parentLengths, context));
      else {
        const part =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
        if (part === undefined) continue;
        const condition = part.typeCondition && context.schema.getType(part.typeCondition.name.value);
        const inner = condition != null && isObjectType(condition) ? condition : of;
        if (selection.kind === Kind.INLINE_FRAGMENT || isNew(selection.name.value, inner))
          look(part.selectionSet, condition ?? type, inner);
      }
    }
  };
  look(set, parent, parent);
  const shared = costs.get(parent) ?? 0;
  costs.delete(parent);
  return shared + Math.max(0, ...costs.values());
}

function fieldCost(
  node: FieldNode,
  parent: GraphQLNamedType,
  parentLengths: ListLengths,
  context: CostContext,
): number {
  if (node.name.value === '__typename') return LEAF_COST;
  if (node.name.value.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) return 0;
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return 0;
  const given = coerceArguments(field, node, context.variables);
  const work = FIELD_COSTS[field.name] ?? (Number(given.depth) > 1 ? CHAIN_COST : 0);
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || node.selectionSet === undefined) return work + LEAF_COST;
  const lengths = readListLengths(given);
  const each = 1 + selectionCost(node.selectionSet, type, lengths, context);
  return work + listLength(field.name, field.type, lengths, parentLengths) * each;
}

/** By its own argument, else by that of the field around it, as `edges` by the `first` of the connection. */
function listLength(
  name: string,
  type: GraphQLOutputType,
  ownLengths: ListLengths,
  parentLengths: ListLengths,
): number {
  if (!isListType(isNonNullType(type) ? type.ofType : type)) return 1;
  const length =
    ownLengths.first ??
    ownLengths.ids ??
    parentLengths.first ??
    (name === 'claims' ? parentLengths.claimLimit : undefined) ??
    parentLengths.limit;
  return Math.max(0, length ?? DEFAULT_LIST_LENGTH);
}

function readListLengths({ first, limit, claimLimit, ids }: Readonly<Record<string, unknown>>): ListLengths {
  const numbers = Object.entries({ first, limit, claimLimit }).filter(
    ([, length]) => typeof length === 'number',
  );
  return { ...Object.fromEntries(numbers), ...(Array.isArray(ids) && { ids: ids.length }) };
}

/** Null, as what is left out, stands for the default of its argument. */
function coerceArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (field.args.length === 0) return {};
  try {
    const given = getArgumentValues(field, node, variables);
    return Object.fromEntries(
      field.args.map(({ name, defaultValue }) => [name, given[name] ?? defaultValue]),
    );
  } catch {
    // The field itself will say what is wrong with them, and brings nothing.
    return {};
  }
}
