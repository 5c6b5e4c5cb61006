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
import type { ExecutionBudget } from './execution-budget.js';

/** What a field takes besides its name and value, in characters: what stands around them, and the memory until it is sent. */
const FIELD_OVERHEAD = 10;
/** What it takes more where its value has to be waited for. */
const ASYNC_OVERHEAD = 250;
/** So many characters of an answer come without a pause. */
const SLICING_THRESHOLD = 300_000;

/** Those of introspection are of graphql itself, and the same ones in each schema. */
const wrappedFields = new WeakSet<GraphQLField<unknown, RequestContext>>();

/**
 * Lets each field of a schema count what it adds to the answer: what the store brought once may be told any number of times. Of an answer that
 * is given up nothing goes on; a long one goes on by turns.
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

/** Whoever asks a schema without a service has no context. */
type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

function withSizeTracking(resolve: Resolver): Resolver {
  const counting: Resolver = (parent, args, context: RequestContext | undefined, info) => {
    const work = context?.budget;
    if (work?.finished) return work.abandonField();
    let value: unknown;
    try {
      value = resolve(parent, args, context as RequestContext, info);
    } catch (error) {
      // Where one of a list fails at once, the executor forgets the others that it waits for, and Node ends over those that fail later.
      value = Promise.reject(error);
    }
    if (work == null) return value;
    const tell = (told: unknown, characters: number) => {
      work.addCharacters(characters);
      return work.finished ? work.abandonField() : told;
    };
    const named = FIELD_OVERHEAD + String(info.path.key).length;
    if (!(value instanceof Promise)) return tell(value, named + estimateSize(value));
    work.addCharacters(named + ASYNC_OVERHEAD);
    const tellLater = (told: unknown) => tell(told, estimateSize(told));
    return value.then(
      (told) => (isLargeResponse(work) ? waitForTurn(work).then(() => tellLater(told)) : tellLater(told)),
      (error: unknown) => {
        work.addError();
        if (work.finished) return work.abandonField();
        throw error;
      },
    );
  };
  return (parent, args, context: RequestContext | undefined, info) => {
    const work = context?.budget;
    // A field of the query itself may stand for much work.
    return work != null && info.path.prev === undefined && isLargeResponse(work)
      ? waitForTurn(work).then(() => counting(parent, args, context as RequestContext, info))
      : counting(parent, args, context as RequestContext, info);
  };
}

const isLargeResponse = (budget: ExecutionBudget): boolean => budget.characters > SLICING_THRESHOLD;

function estimateSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value)
    ? value.reduce<number>(
        (sum, one) => sum + (typeof one === 'object' ? 0 : FIELD_OVERHEAD) + estimateSize(one),
        0,
      )
    : 0;
}
