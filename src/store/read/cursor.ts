import { earliestSortKey } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { citationRank, compareKeys, confidenceKey, statusRank } from '../../domain/order.js';
import { type Citation, type Claim, type ClaimStatus, statuses } from '../../domain/records.js';
import { parseTimeSpan } from '../../domain/time-span.js';
import type { ClaimOrder, ListOrder, ListOrders, ListType, Page, PageRequest } from '../store.js';

/** The values by which an item is sorted. A page begins after a key (keyset paging), so later writes do not shift it. */
export type SortKey = readonly (string | number)[];

/** The list that a cursor belongs to; its name is part of the cursor. */
export type ListName =
  | ListType
  | `${ListType} ${ListOrder}`
  | 'declaredTexts'
  | 'declaringArticles'
  | 'citations'
  | 'search'
  | 'timeline'
  | 'warnings'
  | 'contradictions'
  | 'attributions'
  | 'chains';

export function encodeCursor(list: ListName, key: SortKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

export function badCursor(cursor: string, problem = 'is not a cursor of this list'): AscribeError {
  return new AscribeError(
    'BAD_CURSOR',
    `"${cursor.slice(0, 60)}" ${problem}; expected an endCursor or an edge's cursor of the same field`,
  );
}

/** Throws BAD_CURSOR if `encodeCursor` did not make it for this list. `shape` is a sample key: its parts have the expected types. */
export function decodeCursor(list: ListName, cursor: string | null, shape: SortKey): SortKey | null {
  if (cursor === null) return null;
  const bad = badCursor(cursor);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw bad;
  }
  if (!Array.isArray(parts)) throw bad;
  if (parts[0] !== list && String(parts[0]).split(' ')[0] === list.split(' ')[0])
    throw badCursor(cursor, 'is a cursor of this list with another orderBy');
  if (parts[0] !== list || parts.length !== shape.length + 1) throw bad;
  const key = parts.slice(1);
  if (key.some((part, index) => typeof part !== typeof shape[index])) throw bad;
  return key;
}

export const ID_KEY_SHAPE: SortKey = [''];

export const CLAIM_KEY_SHAPE: SortKey = [0, 0, ''];
export const claimKey = ({ status, confidence, id }: Claim): SortKey => [
  statusRank(status),
  confidenceKey(confidence),
  id,
];

const recordedKey = ({ firstKnownAt, id }: Claim): SortKey => [firstKnownAt, id];
export const CLAIM_KEYS: Readonly<Record<ClaimOrder, (claim: Claim) => SortKey>> = {
  STRONGEST: claimKey,
  NEWEST: recordedKey,
  OLDEST: recordedKey,
};

export const CITATION_KEY_SHAPE: SortKey = [0, ''];
export const citationKey = (citation: Citation): SortKey => [citationRank(citation), citation.id];

/** The change's number in the log. */
export const CHANGE_KEY_SHAPE: SortKey = [0];

/** The keys of each list in each of its orders. The first order of a list is its default. */
const LIST_KEY_SHAPES: {
  readonly [T in ListType]: Readonly<Record<ListOrders[T], SortKey>>;
} = {
  entities: {
    ID: ID_KEY_SHAPE,
    NAME: ['', ''],
    MOST_CLAIMS: [0, ''],
    NEWEST: ['', ''],
    OLDEST: ['', ''],
  },
  articles: { NEWEST: ['', ''], OLDEST: ['', ''] },
  sources: { ID: ID_KEY_SHAPE, NAME: ['', ''], RELIABILITY: ['', ''], MOST_ARTICLES: [0, ''] },
  claims: { STRONGEST: CLAIM_KEY_SHAPE, NEWEST: ['', ''], OLDEST: ['', ''] },
  changes: { WRITTEN: CHANGE_KEY_SHAPE },
};

/** The name of a list in an order (default: its first), and the shape of its keys. */
export function orderedList(
  list: ListType,
  orderBy: ListOrder | undefined,
): { readonly name: ListName; readonly order: ListOrder; readonly shape: SortKey } {
  const shapes: Readonly<Partial<Record<ListOrder, SortKey>>> = LIST_KEY_SHAPES[list];
  const [standard] = Object.keys(shapes) as ListOrder[];
  const order = orderBy ?? (standard as ListOrder);
  const shape = shapes[order];
  if (shape === undefined) throw new Error(`the list ${list} has no order ${order}`);
  return { name: order === standard ? list : `${list} ${order}`, order, shape };
}

/** The key of an article without a date: after all dates. */
const UNDATED = '~';

/** Oldest first: text that sorts forwards. Undated is last. */
export const oldestFirstKey = (publishedAt: string | null): string => earliestSortKey(publishedAt) || UNDATED;

/** Newest first: each digit of the date is replaced by its complement, so that text sorts backwards. Undated is last. */
export function newestFirstKey(publishedAt: string | null): string {
  const key = earliestSortKey(publishedAt);
  return key === '' ? UNDATED : complement(key);
}

/** The keys (`newestFirstKey`) of articles of which the earliest possible date of publication lies in a window, both bounds included. */
export function publishedKeys(window: string): readonly [first: string, last: string] {
  const { start, end } = parseTimeSpan(window);
  // Keys begin with 0 or 1, and undated articles have a key above these.
  return [end === '~' ? '' : complement(end), start === '' ? '2' : complement(start)];
}

function complement(key: string): string {
  const turned = key.slice(1).replace(/\d/g, (digit) => String(9 - Number(digit)));
  return `${key.startsWith('+') ? 0 : 1}${turned}`;
}

/** The part of an ordered list after `key` (null: from its start), at most `limit` items. */
export interface Slice {
  readonly key: SortKey | null;
  readonly limit: number;
  /** Of `ReadPort.after` alone, where it is always set. */
  readonly orderBy?: ListOrder;
}

/** The part of a list that a page needs: one item more than it shows, to know whether more follow. Throws BAD_CURSOR. */
export const toSlice = (list: ListName, { first, after }: PageRequest, shape: SortKey): Slice => ({
  key: decodeCursor(list, after, shape),
  limit: first + 1,
});

/** Cuts a page of `first` items. Pass one item more than the page holds, if there is one. */
export function toPage<T>(list: ListName, items: readonly T[], first: number, key: (item: T) => SortKey) {
  const shown = items.slice(0, first);
  return {
    items: shown,
    cursors: shown.map((item) => encodeCursor(list, key(item))),
    hasNext: items.length > first,
  };
}

/** Throws STATUSES_REQUIRED: without statuses, alleged claims would mix with confirmed ones. */
export function requireStatuses(asked: readonly ClaimStatus[]): void {
  if (asked.length === 0) {
    throw new AscribeError(
      'STATUSES_REQUIRED',
      `"statuses" is empty; expected at least one of ${statuses.join(', ')}`,
    );
  }
}

/** A page of a complete list, sorted by its keys. Throws BAD_CURSOR. */
export function paginateInMemory<T>(
  list: ListName,
  items: readonly T[],
  { first, after }: PageRequest,
  shape: SortKey,
  key: (item: T) => SortKey,
): Page<T> {
  const from = decodeCursor(list, after, shape);
  const rest = from === null ? items : items.filter((item) => compareKeys(key(item), from) > 0);
  return toPage(list, rest.slice(0, first + 1), first, key);
}
