import type { GraphQLResolveInfo } from 'graphql';
import { whenKnown } from '../../async/when-known.js';
import type { Page, PageRequest } from '../../store/store.js';
import type { ReadView } from './as-of.js';
import type { RequestContext } from './context.js';
import { selectsCursors } from './look-ahead.js';
import { type PinnedPageRequest, pinCursor } from './page-arguments.js';

/*
 * All pages of a list show one state of the graph, so that a record that a write moves from one page to another is neither lost nor
 * repeated. The cursors of a page carry the time of its state; a later page is read as of that time, if anything was written since.
 */

/** The field of a connection: what it reads, and where it is in the query. */
export interface ConnectionField {
  readonly context: RequestContext;
  readonly info: GraphQLResolveInfo;
}

/** A page, and the view that read it: what its items refer to must be read there too. */
export interface PinnedPage<T> {
  readonly page: Page<T>;
  readonly view: ReadView;
}

/** Reads a page; not as a promise if it was read already, as a list may have a hundred connections. */
export type PageRead<T> = (view: ReadView, page: PageRequest) => Page<T> | Promise<Page<T>>;

/** Whether the page is read from the view of the field, as far as that is known before. */
export const readsOwnView = (
  { asOf, lastWriteBefore }: Pick<RequestContext, 'asOf' | 'lastWriteBefore'>,
  info: GraphQLResolveInfo,
  pinnedTo: string | null,
): boolean => pinnedTo === null && (asOf !== null || lastWriteBefore !== null || !selectsCursors(info));

/** Reads a page of the state that its cursor names; the first page of the current state. At once, if the page is known. */
export function readPinnedPage<T>(
  { context, info }: ConnectionField,
  { pinnedTo, ...request }: PinnedPageRequest,
  read: PageRead<T>,
): PinnedPage<T> | Promise<PinnedPage<T>> {
  const { asOf } = context;
  if (asOf !== null) return whenKnown(read(context, request), (page) => pin(page, context, asOf));
  if (pinnedTo === null && !selectsCursors(info))
    return whenKnown(read(context, request), (page) => ({ page, view: context }));
  return readLatestPage({ context, info }, { pinnedTo, ...request }, read);
}

/** Reads a page of the current graph whose cursors say at which time they were read. */
async function readLatestPage<T>(
  { context, info }: ConnectionField,
  { pinnedTo, ...request }: PinnedPageRequest,
  read: PageRead<T>,
): Promise<PinnedPage<T>> {
  const { writeClock, asOfScopes, lastWriteBefore } = context;
  const observed = writeClock.lastObserved();
  // All reads of this request came after `lastWriteBefore`, and after the write that a cursor names.
  const expected = pinnedTo ?? lastWriteBefore;
  if (expected !== null && (observed === null || observed <= expected)) {
    const current = await read(context, request);
    if ((await writeClock.observe()) === expected) return pin(current, context, expected);
  }
  const time = pinnedTo ?? (await writeClock.observe());
  const view = asOfScopes.viewAt(time);
  // The records of a later page may have changed since, and their ids must say so. Those of a first page are the latest.
  if (pinnedTo !== null) asOfScopes.enter(info.path, time);
  return pin(await read(view, request), view, time);
}

function pin<T>({ cursors, ...page }: Page<T>, view: ReadView, time: string): PinnedPage<T> {
  return { page: { ...page, cursors: cursors.map((cursor) => pinCursor(cursor, time)) }, view };
}

/** Computes something once for each view. */
export function oncePerView<T>(compute: (view: ReadView) => T): (view: ReadView) => T {
  const results = new WeakMap<ReadView['loaders'], { readonly result: T }>();
  return (view) => {
    const known = results.get(view.loaders) ?? { result: compute(view) };
    results.set(view.loaders, known);
    return known.result;
  };
}
