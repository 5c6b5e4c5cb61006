import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../domain/errors.js';
import type { Reads } from '../store/store.js';
import type { Context } from './context.js';
import { createLoaders, type Loaders } from './loaders.js';

type Path = GraphQLResolveInfo['path'];
type Resolve = (
  parent: unknown,
  args: Record<string, unknown>,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

/**
 * Which moment each part of one answer is of. A field with `asOf` sets it for itself and all below it; parts of different moments
 * stand side by side in one answer, each with its own way to the store.
 */
export interface Moments {
  /** What is below `path` is of this moment. */
  enter(path: Path, moment: string): void;
  /** How the field at `path` reads: null where it is of now. */
  at(path: Path): { readonly store: Reads; readonly loaders: Loaders } | null;
}

export function createMoments(asOf: (moment: string) => Reads): Moments {
  const entered = new WeakMap<Path, string>();
  const views = new Map<string, { store: Reads; loaders: Loaders }>();
  let any = false;
  return {
    enter: (path, moment) => {
      entered.set(path, moment);
      any = true;
    },
    at: (path) => {
      if (!any) return null;
      for (let above: Path | undefined = path; above !== undefined; above = above.prev) {
        const moment = entered.get(above);
        if (moment === undefined) continue;
        const known = views.get(moment);
        if (known !== undefined) return known;
        const store = asOf(moment);
        const view = { store, loaders: createLoaders(store) };
        views.set(moment, view);
        return view;
      }
      return null;
    },
  };
}

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
    if (typeof args.asOf === 'string') context.moments.enter(info.path, momentOf('asOf', args.asOf));
    const view = context.moments.at(info.path);
    return resolve(parent, args, view === null ? context : { ...context, ...view }, info);
  };
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** A moment as the store writes it, in UTC with milliseconds. Throws BAD_INPUT; for `asOf` also where it has not come yet. */
export function momentOf(argument: 'asOf' | 'since' | 'until', text: string): string {
  const time = RFC_3339.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} is "${text.slice(0, 60)}"; expected a moment in RFC 3339 such as 2031-04-13T08:00:00Z`,
    );
  // The clock of a store may run ahead by the milliseconds that keep its writes apart.
  if (argument === 'asOf' && time > Date.now() + 1000)
    throw new AscribeError(
      'BAD_INPUT',
      `asOf is ${text.slice(0, 60)}, which has not come yet; leave it out for now`,
    );
  return new Date(time).toISOString();
}

/** JavaScript reads 30 February as 2 March. */
function isDay(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
