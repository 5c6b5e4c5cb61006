import { earliestSortKey, latestSortKey } from './edtf.js';
import type { Claim } from './records.js';
import { type TimeSpan, type ValiditySpan, validitySpan } from './time-span.js';

/** One date of a claim: its value, or a period for which a citation says that it held. */
export interface ClaimDate extends ValiditySpan {
  /** EDTF; null unless the value of the claim is a date. */
  readonly date: string | null;
  /** EDTF; start of the period in which the relation held. */
  readonly from: string | null;
  /** EDTF; end of that period. */
  readonly to: string | null;
  /** Position in a timeline: by earliest possible time, latest possible time, then claim id. Unique. */
  readonly orderKey: string;
  /** The years in which it is known to have held. If one end is open, only the year of the other end. */
  readonly years: readonly number[];
}

/** A longer period describes an age and is not counted under any year. */
const MAX_YEARS = 200;

/** The dates of a claim, in timeline order. */
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
  const valueDates = value?.type === 'DATE' ? [valueDate(id, value.edtf)] : [];
  return [...valueDates, ...dates]
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

/** Dates without a known start sort last. `text` makes the key unique within a claim. */
function timelineKey({ start, end }: TimeSpan, claimId: string, text: string): string {
  return `${start === '' ? '~' : start} ${end} ${claimId} ${text}`;
}

function yearsOfSpan({ start, end }: TimeSpan): number[] {
  const first = yearOfSortKey(start) ?? yearOfSortKey(end);
  const last = yearOfSortKey(end) ?? first;
  if (first === null || last === null || last - first >= MAX_YEARS) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** See `earliestSortKey`. */
function yearOfSortKey(key: string): number | null {
  if (key.startsWith('+')) return Number(key.slice(1, 7));
  return key.startsWith('!') ? Number(key.slice(1, key.indexOf('-'))) - 1_000_000 : null;
}
