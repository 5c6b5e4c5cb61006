import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { waitForTurn } from '../../async/time-slicer.js';
import type { RequestContext } from '../execution/context.js';
import { noteFailure } from '../execution/errors.js';
import type { ExecutionBudget } from './execution-budget.js';

/** Characters that a field takes besides its name and value: punctuation, and memory until the response is sent. */
const FIELD_OVERHEAD = 10;
/** Further characters for a field whose value is a promise. */
const ASYNC_OVERHEAD = 250;
/** Characters of a response that are computed without yielding to other requests. */
const SLICING_THRESHOLD = 300_000;

/** Introspection fields are shared by all schemas, so each field is wrapped only once. */
const wrappedFields = new WeakSet<GraphQLField<unknown, RequestContext>>();

/**
 * Makes each field of a schema add its size to the budget: a query may repeat what the store returned once any number of times. Fields of a
 * cancelled response stop; those of a long response take turns with other requests.
 */
export function trackResponseSize(schema: GraphQLSchema): GraphQLSchema {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()));
  for (const field of [...fields, SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef]) {
    if (wrappedFields.has(field)) continue;
    wrappedFields.add(field);
    field.resolve = withSizeTracking(field.resolve ?? defaultFieldResolver) as typeof defaultFieldResolver;
  }
  return schema;
}

/** The context is undefined if the schema is executed without the service. */
type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

function withSizeTracking(resolve: Resolver): Resolver {
  const resolveAndCount: Resolver = (parent, args, context: RequestContext | undefined, info) => {
    const budget = context?.budget;
    if (budget?.finished) return budget.abandonField();
    let value: unknown;
    try {
      value = resolve(parent, args, context as RequestContext, info);
    } catch (error) {
      // If one item of a list throws, the executor forgets the pending ones; their later rejections would end the process.
      value = Promise.reject(error);
    }
    if (budget == null) return value;
    const count = (result: unknown, characters: number) => {
      budget.addCharacters(characters);
      return budget.finished ? budget.abandonField() : result;
    };
    const ownSize = FIELD_OVERHEAD + String(info.path.key).length;
    if (!(value instanceof Promise)) return count(value, ownSize + estimateSize(value));
    budget.addCharacters(ownSize + ASYNC_OVERHEAD);
    const countLater = (result: unknown) => count(result, estimateSize(result));
    return value.then(
      (result) =>
        isLargeResponse(budget) ? waitForTurn(budget).then(() => countLater(result)) : countLater(result),
      (error: unknown) => {
        budget.addError();
        noteFailure(error, context?.requestId);
        if (budget.finished) return budget.abandonField();
        throw error;
      },
    );
  };
  return (parent, args, context: RequestContext | undefined, info) => {
    const budget = context?.budget;
    // A field at the top of the query may start much work.
    return budget != null && info.path.prev === undefined && isLargeResponse(budget)
      ? waitForTurn(budget).then(() => resolveAndCount(parent, args, context as RequestContext, info))
      : resolveAndCount(parent, args, context as RequestContext, info);
  };
}

const isLargeResponse = (budget: ExecutionBudget): boolean => budget.characters > SLICING_THRESHOLD;

function estimateSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value)
    ? value.reduce<number>(
        (sum, item) => sum + (typeof item === 'object' ? 0 : FIELD_OVERHEAD) + estimateSize(item),
        0,
      )
    : 0;
}
