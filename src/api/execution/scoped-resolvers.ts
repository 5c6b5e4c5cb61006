import type { GraphQLResolveInfo } from 'graphql';
import { parseTimestamp } from '../../domain/timestamp.js';
import type { RequestContext } from './context.js';

type Resolver = (
  parent: unknown,
  args: Record<string, unknown>,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => unknown;

/** Wraps resolvers so that their context reads the graph as of the nearest `asOf` above the field; they need not know about it. */
export function withAsOfScope<T extends object>(resolvers: T): T {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      Object.fromEntries(
        Object.entries(fields as Record<string, unknown>).map(([name, resolver]) => [
          name,
          typeof resolver === 'function' && !name.startsWith('__')
            ? resolveInScope(resolver as Resolver)
            : resolver,
        ]),
      ),
    ]),
  ) as T;
}

function resolveInScope(resolve: Resolver): Resolver {
  return (parent, args, context, info) => {
    if (typeof args.asOf === 'string') context.asOfScopes.enter(info.path, parseTimestamp('asOf', args.asOf));
    const view = context.asOfScopes.readsAt(info.path);
    return resolve(parent, args, view === null ? context : { ...context, ...view }, info);
  };
}
