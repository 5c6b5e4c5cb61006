import { badCursor } from '../../store/read/cursor.js';
import type { ListOrder, PageRequest } from '../../store/store.js';
import { requireInRange } from './argument-checks.js';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly orderBy?: ListOrder | null;
}

/** A page that a client asks for. `pinnedTo`: the time in its cursor (RFC 3339, UTC, milliseconds); null for the first page. */
export interface PinnedPageRequest extends PageRequest {
  readonly pinnedTo: string | null;
}

const DEFAULT_FIRST = 20;
const MAX_FIRST = 100;

/** The cursor of the store, a dot, and the time in milliseconds. */
const PINNED_CURSOR = /^([\w-]+)\.(-?[0-9a-z]{1,10})$/;
const RADIX = 36;

/** The requested page. Throws BAD_INPUT if `first` is out of bounds, BAD_CURSOR if `after` is not a cursor of `pinCursor`. */
export function parsePage({ first, after, orderBy }: PageArguments): PinnedPageRequest {
  return {
    first: parseFirst(first),
    ...parsePinnedCursor(after ?? null),
    ...(orderBy != null && { orderBy }),
  };
}

/** The requested page of a log, whose cursors have no time: it only grows at its end. */
export function parseLogPage({ first, after }: PageArguments): PageRequest {
  return { first: parseFirst(first), after: after ?? null };
}

export function parseFirst(first: number | null | undefined): number {
  return requireInRange('first', first ?? DEFAULT_FIRST, { min: 1, max: MAX_FIRST });
}

/** A cursor that also says at which time its list was read. */
export function pinCursor(cursor: string, time: string): string {
  return `${cursor}.${Date.parse(time).toString(RADIX)}`;
}

function parsePinnedCursor(cursor: string | null): Pick<PinnedPageRequest, 'after' | 'pinnedTo'> {
  if (cursor === null) return { after: null, pinnedTo: null };
  const [, after, time = ''] = PINNED_CURSOR.exec(cursor) ?? [];
  const date = new Date(Number.parseInt(time, RADIX));
  const pinnedTo = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  // A year beyond 9999 begins with a sign.
  if (after === undefined || !/^\d/.test(pinnedTo)) throw badCursor(cursor);
  return { after, pinnedTo };
}
