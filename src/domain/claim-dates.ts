import { earliestSortKey, latestSortKey } from './edtf.js';
import type { Claim } from './records.js';
import { type TimeSpan, type ValiditySpan, validitySpan } from './time-span.js';

/** One date that a claim carries: its value, or from when to when one of its citations says that it held. */
export interface ClaimDate extends ValiditySpan {
  /** EDTF; of a claim whose value is a date. */
  readonly date: string | null;
  /** EDTF; of a relation that held. */
  readonly from: string | null;
  readonly to: string | null;
  /** Places it in a timeline: by the earliest possible moment, the latest possible, then the claim; no two are equal. */
  readonly orderKey: string;
  /** The years in which it is known to have been so; of an open end only the year of the other. */
  readonly years: readonly number[];
}

/** A longer stretch is of an age, and in no year's count. */
const MAX_YEARS = 200;

/** In the order of a timeline. */
export function claimDates({ id, value, validity }: Pick<Claim, 'id' | 'value' | 'validity'>): ClaimDate[] {
  const dates = validity.map(({ from, to }) => {
    const span = validitySpan({ from, to });
    return {
      date: null,
      from,
      to,
      ...span,
      orderKey: timelineKey(span.possible, id, `V ${from ?? ''}/${to ?? ''}`),
    };
  });
  const own = value?.type === 'DATE' ? [valueDate(id, value.edtf)] : [];
  return [...own, ...dates]
    .map((date) => ({ ...date, years: yearsOfSpan(date.known) }))
    .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
}

function valueDate(id: string, edtf: string) {
  const span = { start: earliestSortKey(edtf), end: latestSortKey(edtf) };
  return {
    date: edtf,
    from: null,
    to: null,
    known: span,
    possible: span,
    orderKey: timelineKey(span, id, `D ${edtf}`),
  };
}

/** What has no known beginning cannot be placed among what has, and comes after it. */
function timelineKey({ start, end }: TimeSpan, claimId: string, said: string): string {
  return `${start === '' ? '~' : start} ${end} ${claimId} ${said}`;
}

function yearsOfSpan({ start, end }: TimeSpan): number[] {
  const first = yearOfSortKey(start) ?? yearOfSortKey(end);
  const last = yearOfSortKey(end) ?? first;
  if (first === null || last === null || last - first >= MAX_YEARS) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** See `dateSortKey`. */
function yearOfSortKey(key: string): number | null {
  if (key.startsWith('+')) return Number(key.slice(1, 7));
  return key.startsWith('!') ? Number(key.slice(1, key.indexOf('-'))) - 1_000_000 : null;
}
