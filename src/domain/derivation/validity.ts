import { earliestSortKey, latestSortKey } from '../edtf.js';
import type { Validity } from '../records.js';
import type { Evidence } from './evidence.js';

/**
 * A stretch of time as sort keys (see `dateSortKey`), both ends included. '' is open to the past, '~' to the future.
 * EDTF's uncertainty widens it: 2031 as a beginning may be the first of January.
 */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** When a relation is known to have held, and when it may have held, which is never less. */
export interface ValiditySpan {
  readonly known: Span;
  readonly possible: Span;
}

/** What the live support says of when the relation held; each once, in the order of the text. */
export function validityOf(support: readonly Evidence[]): Validity[] {
  const said = support
    .map(({ citation: { validFrom, validTo } }) => ({ from: validFrom, to: validTo }))
    .filter(({ from, to }) => from !== null || to !== null);
  const distinct = new Map(said.map((validity) => [JSON.stringify([validity.from, validity.to]), validity]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, validity]) => validity);
}

/** Of a relation of which one end is known only, it is known that it held then; after its beginning, or before its end, it may have. */
export function validitySpan({ from, to }: Validity): ValiditySpan {
  const start = from === null ? '' : earliestSortKey(from);
  const end = to === null ? '~' : latestSortKey(to);
  const known = {
    start: from === null && to !== null ? earliestSortKey(to) : start,
    end: to === null && from !== null ? latestSortKey(from) : end,
  };
  return { known, possible: { start, end } };
}

/** The time that a question is about. Throws BAD_INPUT where it is not EDTF. */
export function parseSpan(edtf: string): Span {
  return { start: earliestSortKey(edtf), end: latestSortKey(edtf) };
}
