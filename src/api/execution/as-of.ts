import type { GraphQLResolveInfo } from 'graphql';
import type { Reads } from '../../store/store.js';
import { createLoaders, type Loaders } from './loaders.js';

type Path = GraphQLResolveInfo['path'];

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
