import { lazy } from '../../async/lazy.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter, Page, PageRequest, Reads } from '../../store/store.js';
import { requireInRange } from './argument-checks.js';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const DEFAULT_FIRST = 20;
const MAX_FIRST = 100;

/** The requested page; throws BAD_INPUT if `first` is out of bounds. */
export function parsePage({ first, after }: PageArguments): PageRequest {
  return { first: parseFirst(first), after: after ?? null };
}

export function parseFirst(first: number | null | undefined): number {
  return requireInRange('first', first ?? DEFAULT_FIRST, { min: 1, max: MAX_FIRST });
}

/** An edge for GraphQL's default resolver; edge types with more fields add them. */
export interface RelayEdge<N> {
  readonly cursor: string;
  /** Called only if the query selects it. */
  node(): N;
}

/** A page of a Relay connection, read when one of its fields is selected. */
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

/** With a count, computed only if the query selects it. */
export interface RelayConnection<N> extends UncountedConnection<N> {
  totalCount(): Promise<number>;
}

/** Builds a connection: `node` maps an item to its node, `edgeFields` to the further fields of its edge. */
export function countedConnection<T, N>(
  page: PageRequest,
  read: () => Promise<Page<T>>,
  count: () => Promise<number>,
  node: (item: T) => N,
  edgeFields?: (item: T) => object,
): RelayConnection<N> {
  return { ...uncountedConnection(page, read, node, edgeFields), totalCount: count };
}

/** A connection without `totalCount`. */
export function uncountedConnection<T, N>(
  page: PageRequest,
  read: () => Promise<Page<T>>,
  node: (item: T) => N,
  edgeFields: (item: T) => object = () => ({}),
): UncountedConnection<N> {
  const readOnce = lazy(read);
  return {
    edges: async () => {
      const { items, cursors } = await readOnce();
      return items.map((item, index) => ({
        cursor: cursors[index] as string,
        node: () => node(item),
        ...edgeFields(item),
      }));
    },
    nodes: async () => (await readOnce()).items.map(node),
    pageInfo: async () => {
      const { cursors, hasNext } = await readOnce();
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

/** The claims that match a filter. */
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
