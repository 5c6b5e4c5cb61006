import type { Claim } from '../../domain/records.js';
import type { ClaimFilter, Page, PageRequest, Reads } from '../../store/store.js';
import { requireInRange } from './in-range.js';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

export const DEFAULT_FIRST = 20;
export const MAX_FIRST = 100;

/** The page that a field was asked for; throws BAD_INPUT where `first` is out of bounds. */
export function parsePage({ first, after }: PageArguments): PageRequest {
  return { first: parseFirst(first), after: after ?? null };
}

export function parseFirst(first: number | null | undefined): number {
  return requireInRange('first', first ?? DEFAULT_FIRST, { least: 1, most: MAX_FIRST });
}

/** An edge as GraphQL sees it: its cursor and node, and what else its type has. */
export interface RelayEdge<N> {
  readonly cursor: string;
  /** Read only where it is selected. */
  node(): N;
}

/** A page of a Relay connection, which is read when it is selected. */
export interface UncountedConnection<N> {
  edges(): Promise<readonly RelayEdge<N>[]>;
  nodes(): Promise<readonly N[]>;
  pageInfo(): Promise<{
    hasNextPage: boolean;
    endCursor: string | null;
    hasPreviousPage: boolean;
    startCursor: string | null;
  }>;
}

/** With a count, which is taken only where it is selected. */
export interface RelayConnection<N> extends UncountedConnection<N> {
  totalCount(): Promise<number>;
}

/** Builds a connection; `node` is what stands in the list for an item, and `rest` the further fields of its edge. */
export function countedConnection<T, N>(
  page: PageRequest,
  read: () => Promise<Page<T>>,
  count: () => Promise<number>,
  node: (item: T) => N,
  edgeFields?: (item: T) => object,
): RelayConnection<N> {
  return { ...uncountedConnection(page, read, node, edgeFields), totalCount: count };
}

/** One of which nobody counts how long it is in all. */
export function uncountedConnection<T, N>(
  page: PageRequest,
  read: () => Promise<Page<T>>,
  node: (item: T) => N,
  edgeFields: (item: T) => object = () => ({}),
): UncountedConnection<N> {
  let reading: Promise<Page<T>> | undefined;
  const once = () => {
    reading ??= read();
    return reading;
  };
  return {
    edges: async () => {
      const { items, cursors } = await once();
      return items.map((item, at) => ({
        cursor: cursors[at] as string,
        node: () => node(item),
        ...edgeFields(item),
      }));
    },
    nodes: async () => (await once()).items.map(node),
    pageInfo: async () => {
      const { cursors, hasNext } = await once();
      return {
        hasNextPage: hasNext,
        endCursor: cursors.at(-1) ?? null,
        hasPreviousPage: page.after !== null,
        startCursor: cursors[0] ?? null,
      };
    },
  };
}

/** A connection whose nodes are the items themselves. */
export function listConnection<T>(
  page: PageRequest,
  read: () => Promise<Page<T>>,
  count: () => Promise<number>,
): RelayConnection<T> {
  return countedConnection(page, read, count, (item) => item);
}

/** The claims of a filter, from the page that was asked for. */
export function claimConnection(
  filter: ClaimFilter,
  args: PageArguments,
  store: Pick<Reads, 'list' | 'count'>,
): RelayConnection<Claim> {
  const page = parsePage(args);
  return listConnection(
    page,
    () => store.list('claims', filter, page),
    () => store.count('claims', filter),
  );
}
