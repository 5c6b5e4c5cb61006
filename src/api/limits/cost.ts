import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isSkipped } from '../execution/skip-include.js';
import { argumentWeight, fieldWeight, type ListSize, listSize } from './cost-table.js';

interface CostContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Costs of selections by parent type and list lengths: a fragment may be spread many times. */
  readonly memo: Map<SelectionSetNode, Map<string, number>>;
}

/** Costs that are remembered of one operation: a client sends it with few combinations of page sizes. */
const MAX_COSTS_PER_OPERATION = 50;

/**
 * `estimateCost` that remembers, of an operation and the variables as the client sent them: the documents that clients send again are the same
 * objects, from the cache of parsed documents. `coerce` gives the values that the operation computes with; undefined if they are invalid.
 */
export function createCostEstimator() {
  const known = new WeakMap<OperationDefinitionNode, Map<string, number>>();
  return (
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    coerce: () => Readonly<Record<string, unknown>> | undefined,
  ): number => {
    const definitions = operation.variableDefinitions ?? [];
    const key = definitions.map(({ variable }) => shapeOf(variables[variable.name.value], 0)).join(';');
    const costs = known.get(operation) ?? new Map<string, number>();
    const remembered = costs.get(key);
    if (remembered !== undefined) return remembered;
    const coerced = coerce();
    // graphql reports invalid variables.
    if (coerced === undefined) return 0;
    const cost = estimateCost(schema, document, operation, coerced);
    if (costs.size >= MAX_COSTS_PER_OPERATION) costs.clear();
    known.set(operation, costs.set(key, cost));
    return cost;
  };
}

/** No input of the schema nests deeper; a client may send more. */
const MAX_SHAPE_DEPTH = 10;

/** All that a cost depends on: numbers, truth, lengths of lists and what is given, not texts. */
function shapeOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return '"';
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > MAX_SHAPE_DEPTH) return '…';
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value) items += `${shapeOf(item, depth + 1)},`;
    return `[${items}]`;
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${shapeOf(member, depth + 1)}`,
  );
  return `{${members}}`;
}

/** Lengths of lists of a record that the arguments of its field set, by field. */
type ListLengths = Readonly<Record<string, number>>;

/**
 * Estimates the cost of an operation: the type cost plus the field cost of https://ibm.github.io/graphql-specs/cost-spec.html, which is
 * about the number of records that the operation may read. The length of a list (`first`, `limit`, `ids`) multiplies everything below it. If
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
  const cost = 1 + selectionCost(operation.selectionSet, root, {}, context);
  // Weights have one decimal; sums of them have more.
  return Math.ceil(Math.round(cost * 10) / 10);
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
  if (node.name.value.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) return 0;
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return 0;
  const args = readArguments(field, node, context.variables);
  const given = Object.keys(args.given);
  const weight =
    fieldWeight(parent.name, field) +
    given.reduce((sum, argument) => sum + argumentWeight(parent.name, field, argument), 0);
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || node.selectionSet === undefined) return weight;
  const size = listSize(parent.name, field);
  const length = size === null ? 1 : listLength(size, args.all);
  const isSized = size !== null && size.sizedFields.length > 0;
  const lengths = isSized ? Object.fromEntries(size.sizedFields.map((name) => [name, length])) : {};
  const records = parentLengths[field.name] ?? (isSized ? 1 : length);
  return weight + records * (1 + selectionCost(node.selectionSet, type, lengths, context));
}

/** The largest slicing argument. A list of ids is as long as the list of records. */
function listLength(
  { slicingArguments, assumedSize }: ListSize,
  args: Readonly<Record<string, unknown>>,
): number {
  const { ids } = args;
  if (Array.isArray(ids)) return ids.length;
  const given = slicingArguments.map((name) => args[name]).filter((value) => typeof value === 'number');
  return Math.max(assumedSize ?? 0, ...given);
}

/** The arguments that the query gives, and all with their defaults. Null counts as omitted. */
function readArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<'given' | 'all', Readonly<Record<string, unknown>>>> {
  if (field.args.length === 0) return { given: {}, all: {} };
  try {
    const values = getArgumentValues(field, node, variables);
    const named = new Set((node.arguments ?? []).map(({ name }) => name.value));
    const given = field.args.filter(({ name }) => named.has(name) && values[name] != null);
    const entries = (names: typeof field.args, read: (argument: (typeof names)[number]) => unknown) =>
      Object.fromEntries(names.map((argument) => [argument.name, read(argument)]));
    return {
      given: entries(given, ({ name }) => values[name]),
      all: entries(field.args, ({ name, defaultValue }) => values[name] ?? defaultValue),
    };
  } catch {
    // The field itself reports the bad arguments, and reads nothing.
    return { given: {}, all: {} };
  }
}
