import {
  type GraphQLField,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/**
 * The weights of the limit on cost, and the sizes of lists. `estimateCost` computes with them, and the SDL tells them to clients as `@cost`
 * and `@listSize`, after https://ibm.github.io/graphql-specs/cost-spec.html. A field or type that is not here has the weight of that
 * specification: 1 for each run of a field that returns records, and 1 for each record.
 */

/** Work of the store for a field, in records. */
const FIELD_WEIGHTS: Readonly<Record<string, number>> = {
  'Query.search': 10,
  'Query.neighborhood': 100,
  'Query.paths': 200,
  'Query.facets': 100,
  'Query.timeline': 100,
  'Query.contradictions': 100,
  'Query.compareSources': 100,
  'Query.compareArticles': 100,
};

const TOTAL_COUNT_WEIGHT = 10;

/** A field without subfields. */
const LEAF_WEIGHT = 0.1;

/** Arguments that make a field follow chains of claims, as in `proxies(depth: 3)`. `neighborhood` has it in its own weight. */
const CHAIN_ARGUMENT = 'depth';
const CHAIN_WEIGHT = 100;

/** Lists whose orders may rank everything that they match. */
const RANKED_LISTS: ReadonlySet<string> = new Set(['Query.actors', 'Query.attacks', 'Query.events']);
const ORDER_ARGUMENT = 'orderBy';
const ORDER_WEIGHT = 50;

/** Assumed length of a list that no argument limits. */
const DEFAULT_LIST_SIZE = 5;

/** Longest list of a field, where the service limits it. A list of ids counts with its own length. */
const ASSUMED_SIZES: Readonly<Record<string, number>> = { 'Query.nodes': 100 };

const SLICING_ARGUMENTS = ['first', 'limit', 'claimLimit'];

type Field = GraphQLField<unknown, unknown>;

/** Weight of one run of the field, without its arguments. `parent` is the name of its type. */
export function fieldWeight(parent: string, field: Field): number {
  if (field.name === 'totalCount') return TOTAL_COUNT_WEIGHT;
  return FIELD_WEIGHTS[`${parent}.${field.name}`] ?? (returnsRecords(field) ? 1 : LEAF_WEIGHT);
}

/** Weight of a field that the specification assumes if the SDL gives none. */
export const defaultFieldWeight = (field: Field): number => (returnsRecords(field) ? 1 : 0);

/** Added to the weight of the field where the argument is given. */
export function argumentWeight(parent: string, field: Field, argument: string): number {
  const name = `${parent}.${field.name}`;
  if (argument === ORDER_ARGUMENT) return RANKED_LISTS.has(name) ? ORDER_WEIGHT : 0;
  return argument === CHAIN_ARGUMENT && !(name in FIELD_WEIGHTS) ? CHAIN_WEIGHT : 0;
}

/** How long the lists of a field are. */
export interface ListSize {
  /** Arguments whose largest value is the length. */
  readonly slicingArguments: readonly string[];
  /** Length without such arguments. */
  readonly assumedSize: number | null;
  /** Lists of the returned type that have this length; empty if the field is itself the list. */
  readonly sizedFields: readonly string[];
}

/** Null if no list depends on the field, or if its own list gets its length from the field above. */
export function listSize(parent: string, field: Field): ListSize | null {
  const slicingArguments = field.args
    .map(({ name }) => name)
    .filter((name) => SLICING_ARGUMENTS.includes(name));
  if (isRecordList(field)) {
    const assumedSize =
      slicingArguments.length > 0 ? null : (ASSUMED_SIZES[`${parent}.${field.name}`] ?? DEFAULT_LIST_SIZE);
    return { slicingArguments, assumedSize, sizedFields: [] };
  }
  const type = getNamedType(field.type);
  if (slicingArguments.length === 0 || !(isObjectType(type) || isInterfaceType(type))) return null;
  const sizedFields = Object.values(type.getFields())
    .filter((part) => isRecordList(part) && !part.args.some(({ name }) => SLICING_ARGUMENTS.includes(name)))
    .map(({ name }) => name);
  return sizedFields.length === 0 ? null : { slicingArguments, assumedSize: null, sizedFields };
}

const returnsRecords = ({ type }: Field): boolean => isCompositeType(getNamedType(type));

const isRecordList = (field: Field): boolean =>
  isListType(isNonNullType(field.type) ? field.type.ofType : field.type) && returnsRecords(field);
