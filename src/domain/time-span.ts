import {
  earliestSortKey,
  edtfDayOfSortKey,
  latestSortKey,
  parseEdtf,
  sortKeysOf,
  timeOfSortKey,
} from './edtf.js';
import type { Validity } from './records.js';

/**
 * A period as sort keys (see `earliestSortKey`), both ends included. `''` is open to the past, `~` to the future.
 * An uncertain EDTF date widens the period: a start of 2031 may mean 1 January.
 */
export interface TimeSpan {
  readonly start: string;
  readonly end: string;
}

/** The period in which a relation certainly held, and the period in which it may have held. The second contains the first. */
export interface ValiditySpan {
  readonly known: TimeSpan;
  readonly possible: TimeSpan;
}

/**
 * Converts the dates between which a relation held. If only one end is given, the relation certainly held at that
 * date, and may have held at any time after the start or before the end.
 */
export function validitySpan({ from, to }: Validity): ValiditySpan {
  const start = from === null ? '' : earliestSortKey(from);
  const end = to === null ? '~' : latestSortKey(to);
  const known = {
    start: from === null && to !== null ? earliestSortKey(to) : start,
    end: to === null && from !== null ? latestSortKey(from) : end,
  };
  return { known, possible: { start, end } };
}

/** The period that an EDTF date or interval may mean. Throws BAD_INPUT if the text is not an accepted date. */
export function parseTimeSpan(edtf: string): TimeSpan {
  return sortKeysOf(parseEdtf(edtf));
}

/** The period that is known of an EDTF date or interval: see `EdtfDate.known`. */
export function knownTimeSpan(edtf: string): TimeSpan {
  return sortKeysOf(parseEdtf(edtf).known);
}

const DAY_START = 'T00:00:00.000Z';
const DAY_END = 'T23:59:59.999Z';
const TIME_LENGTH = 'T00:00:00.000'.length;

/**
 * A period as EDTF: `2031-04-10/2031-04-12`, with times if it does not begin and end with a day. `parseTimeSpan` gives the same period
 * back, except for years after 9999 and before -9999, of which EDTF expresses only the year.
 */
export function edtfOfSpan({ start, end }: TimeSpan): string {
  const isOpen = (key: string) => edtfDayOfSortKey(key) === null;
  const wholeDays = (isOpen(start) || start.endsWith(DAY_START)) && (isOpen(end) || end.endsWith(DAY_END));
  const [first, last] = [start, end].map((key) => {
    const day = edtfDayOfSortKey(key) ?? '..';
    return wholeDays || isOpen(key) || day.startsWith('Y')
      ? day
      : `${day}${key.slice(-DAY_START.length).slice(0, TIME_LENGTH)}`;
  });
  return first === last && first !== '..' ? `${first}` : `${first}/${last}`;
}

/** The range of `Date`. */
const MAX_TIME = 8.64e15;

/** A period in milliseconds from 1970. */
export const spanInMs = ({ start, end }: TimeSpan): { readonly start: number; readonly end: number } => ({
  start: start === '' ? -MAX_TIME : timeOfSortKey(start),
  end: end === '~' ? MAX_TIME : timeOfSortKey(end),
});

/** Whether two periods have a time in common. */
export function overlaps(a: TimeSpan, b: TimeSpan): boolean {
  return a.start <= b.end && a.end >= b.start;
}
