import type { GraphQLResolveInfo } from 'graphql';
import type { Reads } from '../../store/store.js';
import { createLoaders, type Loaders } from './loaders.js';

type FieldPath = GraphQLResolveInfo['path'];

/** A store and its loaders, at one point in time; now if `asOf` is null. */
export interface ReadView {
  readonly asOf: string | null;
  readonly store: Reads;
  readonly loaders: Loaders;
}

/**
 * The point in time that each part of one response reads. A field with `asOf` sets it for itself and everything below it; parts with
 * different timestamps can occur in one response, each with its own view of the store.
 */
export interface AsOfScopes {
  /** Everything at and below `path` reads the graph as of this timestamp. */
  enter(path: FieldPath, timestamp: string): void;
  /** The same for one item of the list at `path`. */
  enterItem(path: FieldPath, index: number, timestamp: string): void;
  /** The view for the field at `path`; null if it reads the current graph. */
  readsAt(path: FieldPath): ReadView | null;
  /** The view as of a timestamp; one for all fields of the response. */
  viewAt(timestamp: string): ReadView;
}

export function createAsOfScopes(asOf: (timestamp: string) => Reads): AsOfScopes {
  const timestamps = new WeakMap<FieldPath, string>();
  // The executor makes the path of an item only after its list was resolved, so items are known by their list.
  const itemTimestamps = new WeakMap<FieldPath, Map<FieldPath['key'], string>>();
  const views = new Map<string, ReadView>();
  let entered = false;
  const timestampOf = (path: FieldPath) =>
    timestamps.get(path) ?? (path.prev && itemTimestamps.get(path.prev)?.get(path.key));
  const viewAt = (timestamp: string) => {
    const known = views.get(timestamp);
    if (known !== undefined) return known;
    const store = asOf(timestamp);
    const view = { asOf: timestamp, store, loaders: createLoaders(store) };
    views.set(timestamp, view);
    return view;
  };
  return {
    viewAt,
    enter: (path, timestamp) => {
      timestamps.set(path, timestamp);
      entered = true;
    },
    enterItem: (path, index, timestamp) => {
      itemTimestamps.set(path, (itemTimestamps.get(path) ?? new Map()).set(index, timestamp));
      entered = true;
    },
    readsAt: (path) => {
      if (!entered) return null;
      for (let above: FieldPath | undefined = path; above !== undefined; above = above.prev) {
        const timestamp = timestampOf(above);
        if (timestamp !== undefined) return viewAt(timestamp);
      }
      return null;
    },
  };
}
