import { earliestSortKey } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { citationRank, compareKeys, confidenceKey, statusRank } from '../../domain/order.js';
import { type Citation, type Claim, type ClaimStatus, statuses } from '../../domain/records.js';
import type { Page, PageRequest } from '../store.js';

/** A place in a list: the values it is sorted by, of its last item (keyset paging), so that later writes move nobody. */
export type SortKey = readonly (string | number)[];

/** Which list a cursor belongs to; the letter goes into the cursor. */
export type ListName =
  | 'entities'
  | 'articles'
  | 'sources'
  | 'claims'
  | 'citations'
  | 'changes'
  | 'search'
  | 'timeline'
  | 'warnings'
  | 'contradictions'
  | 'attributions'
  | 'chains';

export function encodeCursor(list: ListName, key: SortKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/** Throws BAD_CURSOR on what `encodeCursor` did not make for this list. `types` are those of the key's parts. */
export function decodeCursor(list: ListName, cursor: string | null, shape: SortKey): SortKey | null {
  if (cursor === null) return null;
  const bad = new AscribeError(
    'BAD_CURSOR',
    `"${cursor.slice(0, 60)}" is not a cursor of this list; expected an endCursor or an edge's cursor of the same field`,
  );
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw bad;
  }
  if (!Array.isArray(parts) || parts[0] !== list || parts.length !== shape.length + 1) throw bad;
  const key = parts.slice(1);
  if (key.some((part, index) => typeof part !== typeof shape[index])) throw bad;
  return key;
}

export const CLAIM_KEY_SHAPE: SortKey = [0, 0, ''];
export const claimKey = ({ status, confidence, id }: Claim): SortKey => [
  statusRank(status),
  confidenceKey(confidence),
  id,
];

export const CITATION_KEY_SHAPE: SortKey = [0, ''];
export const citationKey = (citation: Citation): SortKey => [citationRank(citation), citation.id];

/** A change's number in the log. */
export const CHANGE_KEY_SHAPE: SortKey = [0];

export const ARTICLE_KEY_SHAPE: SortKey = ['', ''];
/** Newest first: each digit of the date is turned to its complement, so that text sorts backwards; undated is last. */
export function newestFirstKey(publishedAt: string | null): string {
  const key = earliestSortKey(publishedAt);
  if (key === '') return '~';
  const turned = key.slice(1).replace(/\d/g, (digit) => String(9 - Number(digit)));
  return `${key.startsWith('+') ? 0 : 1}${turned}`;
}

/** The part of a longer list that a page shows: pass one item more than was asked for. */
export function toPage<T>(list: ListName, items: readonly T[], first: number, key: (item: T) => SortKey) {
  const shown = items.slice(0, first);
  return {
    items: shown,
    cursors: shown.map((item) => encodeCursor(list, key(item))),
    hasNext: items.length > first,
  };
}

/** Throws STATUSES_REQUIRED: a filter without a status would leave what is alleged beside what is confirmed. */
export function requireStatuses(asked: readonly ClaimStatus[]): void {
  if (asked.length === 0) {
    throw new AscribeError(
      'STATUSES_REQUIRED',
      `"statuses" is empty; expected at least one of ${statuses.join(', ')}`,
    );
  }
}

/** The page of a list that is at hand whole, in the order of its keys; `sample` is as for `decodeCursor`. Throws BAD_CURSOR. */
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
