import { earliestSortKey, edtfDayOfSortKey, latestSortKey } from './edtf.js';
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

/** The period that an EDTF date or interval covers. Throws BAD_INPUT if the text is not EDTF. */
export function parseTimeSpan(edtf: string): TimeSpan {
  return { start: earliestSortKey(edtf), end: latestSortKey(edtf) };
}

/** The days from the start to the end of a period as EDTF: `2031-04-10/2031-04-12`. */
export function edtfOfSpan({ start, end }: TimeSpan): string {
  const [first, last] = [edtfDayOfSortKey(start) ?? '..', edtfDayOfSortKey(end) ?? '..'];
  return first === last && first !== '..' ? first : `${first}/${last}`;
}

/** Whether two periods have a time in common. */
export function overlaps(a: TimeSpan, b: TimeSpan): boolean {
  return a.start <= b.end && a.end >= b.start;
}
