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
import { turnOf } from '../../async/time-slicer.js';
import type { Context } from '../execution/context.js';
import type { Work } from './work.js';

/** What a field takes besides its name and value, in characters: what stands around them, and the memory until it is sent. */
const AROUND = 10;
/** What it takes more where its value has to be waited for. */
const WAITING = 250;
/** So many characters of an answer come without a pause. */
const AT_ONCE = 300_000;

/** Those of introspection are of graphql itself, and the same ones in each schema. */
const known = new WeakSet<GraphQLField<unknown, Context>>();

/**
 * Lets each field of a schema count what it adds to the answer: what the store brought once may be told any number of times. Of an answer that
 * is given up nothing goes on; a long one goes on by turns.
 */
export function countAnswers(schema: GraphQLSchema): GraphQLSchema {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()));
  for (const field of [...fields, SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef]) {
    if (known.has(field)) continue;
    known.add(field);
    field.resolve = counted(field.resolve ?? defaultFieldResolver) as typeof defaultFieldResolver;
  }
  return schema;
}

/** Whoever asks a schema without a service has no context. */
type Resolve = GraphQLFieldResolver<unknown, Context>;

function counted(resolve: Resolve): Resolve {
  const counting: Resolve = (parent, args, context: Context | undefined, info) => {
    const work = context?.work;
    if (work?.over) return work.abandoned();
    let value: unknown;
    try {
      value = resolve(parent, args, context as Context, info);
    } catch (error) {
      // Where one of a list fails at once, the executor forgets the others that it waits for, and Node ends over those that fail later.
      value = Promise.reject(error);
    }
    if (work == null) return value;
    const tell = (told: unknown, characters: number) => {
      work.tell(characters);
      return work.over ? work.abandoned() : told;
    };
    const named = AROUND + String(info.path.key).length;
    if (!(value instanceof Promise)) return tell(value, named + sizeOf(value));
    work.tell(named + WAITING);
    const tellLater = (told: unknown) => tell(told, sizeOf(told));
    return value.then(
      (told) => (isLong(work) ? turnOf(work).then(() => tellLater(told)) : tellLater(told)),
      (error: unknown) => {
        work.fail();
        if (work.over) return work.abandoned();
        throw error;
      },
    );
  };
  return (parent, args, context: Context | undefined, info) => {
    const work = context?.work;
    // A field of the query itself may stand for much work.
    return work != null && info.path.prev === undefined && isLong(work)
      ? turnOf(work).then(() => counting(parent, args, context as Context, info))
      : counting(parent, args, context as Context, info);
  };
}

const isLong = (work: Work): boolean => work.characters > AT_ONCE;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value)
    ? value.reduce<number>((sum, one) => sum + (typeof one === 'object' ? 0 : AROUND) + sizeOf(one), 0)
    : 0;
}
