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

/** Assumed length of a list without a length argument. */
const DEFAULT_LIST_LENGTH = 5;

/** Work of the store for a field beyond reading its records, in records. */
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

/** Work for a field that follows chains of claims, such as `proxies(depth: 3)`. */
const CHAIN_COST = 100;

/** Cost of a field without subfields, in records. */
const LEAF_COST = 0.1;

interface CostContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Costs of selections by parent type and list lengths: a fragment may be spread many times. */
  readonly memo: Map<SelectionSetNode, Map<string, number>>;
}

/** List lengths that the arguments of a field set. */
interface ListLengths {
  readonly first?: number;
  readonly limit?: number;
  readonly claimLimit?: number;
  /** Number of ids in the argument. */
  readonly ids?: number;
}

/**
 * Estimates how many records an operation may read at most. The length of a list (`first`, `limit`, `ids`) multiplies everything below it. If
 * a selection differs by type, the most expensive type counts, because a record has one type. `variables` are the coerced values.
 */
export function estimateCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  const context = { schema, fragments, variables, memo: new Map() };
  return Math.ceil(selectionCost(operation.selectionSet, root, {}, context));
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
  /** Costs by object type; fields for every type are under `parent`. */
  const costs = new Map<GraphQLNamedType, number>();
  /** Fragments already counted, by type: a fragment that is spread twice is executed once. */
  const countedFragments = new Map<GraphQLNamedType, Set<string>>();
  const isNew = (name: string, of: GraphQLNamedType) => {
    if (countedFragments.get(parent)?.has(name) || countedFragments.get(of)?.has(name)) return false;
    countedFragments.set(of, (countedFragments.get(of) ?? new Set()).add(name));
    return true;
  };
  const addCosts = ({ selections }: SelectionSetNode, type: GraphQLNamedType, of: GraphQLNamedType) => {
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
          addCosts(part.selectionSet, condition ?? type, inner);
      }
    }
  };
  addCosts(set, parent, parent);
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
  const args = coerceArguments(field, node, context.variables);
  const work = FIELD_COSTS[field.name] ?? (Number(args.depth) > 1 ? CHAIN_COST : 0);
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || node.selectionSet === undefined) return work + LEAF_COST;
  const lengths = readListLengths(args);
  const each = 1 + selectionCost(node.selectionSet, type, lengths, context);
  return work + listLength(field.name, field.type, lengths, parentLengths) * each;
}

/** From the field's own argument, else from its parent's: the length of `edges` is the `first` of its connection. */
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

/** The arguments with their defaults; null counts as omitted. */
function coerceArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (field.args.length === 0) return {};
  try {
    const values = getArgumentValues(field, node, variables);
    return Object.fromEntries(
      field.args.map(({ name, defaultValue }) => [name, values[name] ?? defaultValue]),
    );
  } catch {
    // The field itself reports the bad arguments, and reads nothing.
    return {};
  }
}
