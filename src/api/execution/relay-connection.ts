import { lazy } from '../../async/lazy.js';
import { whenKnown } from '../../async/when-known.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter, ClaimPrefetch, Direction, PageRequest } from '../../store/store.js';
import type { ReadView } from './as-of.js';
import { type PageArguments, type PinnedPageRequest, parsePage } from './page-arguments.js';
import { type ConnectionField, type PageRead, type PinnedPage, readPinnedPage } from './pinned-page.js';

/** An edge for GraphQL's default resolver; edge types with more fields add them. */
export interface RelayEdge<N> {
  readonly cursor: string;
  /** Called only if the query selects it. */
  node(): N;
}

/** A page of a Relay connection, read when one of its fields is selected. */
export interface UncountedConnection<N> {
  edges(): OrPromise<readonly RelayEdge<N>[]>;
  nodes(): OrPromise<readonly N[]>;
  pageInfo(): OrPromise<{
    hasNextPage: boolean;
    endCursor: string | null;
    hasPreviousPage: boolean;
    startCursor: string | null;
  }>;
}

type OrPromise<T> = T | Promise<T>;

/** With a count, computed only if the query selects it. */
export interface RelayConnection<N> extends UncountedConnection<N> {
  totalCount(): Promise<number>;
}

/** With the view of the graph that it shows, for further fields. */
export interface PinnedConnection<N> extends RelayConnection<N> {
  view(): Promise<ReadView>;
}

/** What a connection reads, from the view that its page is read from. */
export interface ConnectionReads<T> {
  readonly read: PageRead<T>;
  readonly count: (view: ReadView) => Promise<number>;
}

/** How a connection shows its items: `node` maps an item to its node, `edgeFields` to the further fields of its edge. */
export interface ConnectionItems<T, N> {
  readonly node: (item: T, view: ReadView) => N;
  readonly edgeFields?: (item: T, view: ReadView) => object;
}

/** A connection of which every page shows one state of the graph: see `readPinnedPage`. */
export function countedConnection<T, N>(
  field: ConnectionField,
  page: PinnedPageRequest,
  { read, count }: ConnectionReads<T>,
  items: ConnectionItems<T, N>,
): PinnedConnection<N> {
  const readOnce = lazy(() => readPinnedPage(field, page, read));
  // Only the read of a later page tells which state it shows.
  const view = async () => (page.pinnedTo === null ? field.context : (await readOnce()).view);
  return {
    ...toConnection(page, readOnce, items),
    totalCount: async () => count(await view()),
    view,
  };
}

/** A connection without `totalCount`. */
export function uncountedConnection<T, N>(
  field: ConnectionField,
  page: PinnedPageRequest,
  read: ConnectionReads<T>['read'],
  items: ConnectionItems<T, N>,
): UncountedConnection<N> {
  return toConnection(
    page,
    lazy(() => readPinnedPage(field, page, read)),
    items,
  );
}

/** A connection of a log, which only grows at its end: each page is current, and shows the log further. */
export function logConnection<T>(
  { context }: ConnectionField,
  page: PageRequest,
  { read, count }: ConnectionReads<T>,
  edgeFields: (item: T) => object,
): RelayConnection<T> {
  const readOnce = lazy(async () => ({ page: await read(context, page), view: context }));
  return {
    ...toConnection(page, readOnce, { node: (item) => item, edgeFields }),
    totalCount: () => count(context),
  };
}

function toConnection<T, N>(
  { after }: PageRequest,
  readOnce: () => OrPromise<PinnedPage<T>>,
  { node, edgeFields = () => ({}) }: ConnectionItems<T, N>,
): UncountedConnection<N> {
  return {
    edges: () =>
      whenKnown(readOnce(), ({ page, view }) =>
        page.items.map((item, index) => ({
          cursor: page.cursors[index] as string,
          node: () => node(item, view),
          ...edgeFields(item, view),
        })),
      ),
    nodes: () => whenKnown(readOnce(), ({ page, view }) => page.items.map((item) => node(item, view))),
    pageInfo: () =>
      whenKnown(readOnce(), ({ page: { cursors, hasNext } }) => ({
        hasNextPage: hasNext,
        endCursor: cursors.at(-1) ?? null,
        hasPreviousPage: after !== null,
        startCursor: cursors[0] ?? null,
      })),
  };
}

/** A connection whose nodes are the items themselves. */
export function listConnection<T>(
  field: ConnectionField,
  page: PinnedPageRequest,
  reads: ConnectionReads<T>,
): PinnedConnection<T> {
  return countedConnection(field, page, reads, { node: (item) => item });
}

/** The claims of an entity that a field reads. */
export interface ClaimRead {
  readonly direction: Direction;
  readonly filter: ClaimFilter;
  readonly prefetch: ClaimPrefetch;
}

export function claimReads(
  entityId: string,
  { direction, filter, prefetch }: ClaimRead,
): ConnectionReads<Claim> {
  return {
    read: ({ loaders }, page) => loaders.claimsOf(direction, filter, page, prefetch).load(entityId),
    count: ({ loaders }) => loaders.claimCountOf(direction, filter).load(entityId),
  };
}

/** The claims that match a filter. */
export function claimConnection(
  field: ConnectionField,
  args: PageArguments,
  filter: ClaimFilter,
): RelayConnection<Claim> {
  return listConnection(field, parsePage(args), {
    read: ({ store }, page) => store.list('claims', filter, page),
    count: ({ store }) => store.count('claims', filter),
  });
}
