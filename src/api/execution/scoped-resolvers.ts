import type { GraphQLResolveInfo } from 'graphql';
import { parseTimestamp } from '../../domain/timestamp.js';
import type { Context } from './context.js';

type Resolve = (
  parent: unknown,
  args: Record<string, unknown>,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

/** Resolvers that read what the nearest `asOf` above them says. They know nothing of it: the context is the one of that moment. */
export function atTheirMoment<T extends object>(resolvers: T): T {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      Object.fromEntries(
        Object.entries(fields as Record<string, unknown>).map(([name, resolver]) => [
          name,
          typeof resolver === 'function' && !name.startsWith('__') ? wrapped(resolver as Resolve) : resolver,
        ]),
      ),
    ]),
  ) as T;
}

function wrapped(resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    if (typeof args.asOf === 'string') context.moments.enter(info.path, parseTimestamp('asOf', args.asOf));
    const view = context.moments.at(info.path);
    return resolve(parent, args, view === null ? context : { ...context, ...view }, info);
  };
}
