import type { GraphQLResolveInfo } from 'graphql';
import type { Reads } from '../../store/store.js';
import { createLoaders, type Loaders } from './loaders.js';

type FieldPath = GraphQLResolveInfo['path'];

/**
 * Which moment each part of one answer is of. A field with `asOf` sets it for itself and all below it; parts of different moments
 * stand side by side in one answer, each with its own way to the store.
 */
export interface AsOfScopes {
  /** What is below `path` is of this moment. */
  enter(path: FieldPath, moment: string): void;
  /** How the field at `path` reads: null where it is of now. */
  readsAt(path: FieldPath): { readonly store: Reads; readonly loaders: Loaders } | null;
}

export function createAsOfScopes(asOf: (moment: string) => Reads): AsOfScopes {
  const entered = new WeakMap<FieldPath, string>();
  const views = new Map<string, { store: Reads; loaders: Loaders }>();
  let any = false;
  return {
    enter: (path, moment) => {
      entered.set(path, moment);
      any = true;
    },
    readsAt: (path) => {
      if (!any) return null;
      for (let above: FieldPath | undefined = path; above !== undefined; above = above.prev) {
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
