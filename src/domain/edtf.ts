import parse from 'edtf';
import { AscribeError } from './errors.js';

/**
 * A date or interval in the Extended Date/Time Format (ISO 8601-2:2019; Library of Congress levels 0 to 2), with its uncertainty kept.
 * The bounds are the first and last moment it may mean, in milliseconds since 1970; null is an open or unknown end.
 */
interface EdtfDate {
  /** Canonical writing. */
  readonly text: string;
  readonly earliest: number | null;
  readonly latest: number | null;
}

const MAX_LENGTH = 100;

/** Reads EDTF text, or throws BAD_INPUT. */
export function parseEdtf(text: string): EdtfDate {
  const expected = 'expected an EDTF date such as 2031-04-12, 2031-04, 2031~ or 2031-04-10/2031-04-12';
  if (text.length > MAX_LENGTH)
    throw new AscribeError('BAD_INPUT', `a date of ${text.length} characters; ${expected}`);
  try {
    const { edtf, min, max } = parse(text);
    return { text: edtf, earliest: finite(min), latest: finite(max) };
  } catch (cause) {
    throw new AscribeError('BAD_INPUT', `"${text}" is not a date; ${expected}`, { cause });
  }
}

function finite(bound: number | null): number | null {
  return bound !== null && Number.isFinite(bound) ? bound : null;
}

/**
 * Sorts dates as text: the earliest moment, `+YYYYYY-MM-DD…` in 27 characters, or before the year 0 `!` and the year counted from
 * -1000000; '' where the start is unknown.
 */
export function earliestSortKey(text: string | null): string {
  return text === null ? '' : timeSortKey(parseEdtf(text).earliest, '');
}

/** The key of the last moment that a date may mean; '~', which sorts after all, where its end is open. */
export function latestSortKey(text: string): string {
  return timeSortKey(parseEdtf(text).latest, '~');
}

function timeSortKey(time: number | null, unknown: string): string {
  if (time === null || Math.abs(time) > 8.64e15) return unknown;
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const rest = date.toISOString().slice(-20);
  return year < 0 ? `!${1_000_000 + year}${rest}` : `+${String(year).padStart(6, '0')}${rest}`;
}

/** The day of such a key in ISO 8601, where years before 0 and after 9999 carry a sign and six digits; null of an open end. */
export function isoDateOfSortKey(key: string): string | null {
  if (key === '' || key === '~') return null;
  const [year = '', rest = ''] = [key.slice(1, 7), key.slice(7, 13)];
  if (key.startsWith('!')) return `-${String(1_000_000 - Number(year)).padStart(6, '0')}${rest}`;
  return year.startsWith('00') ? `${year.slice(2)}${rest}` : `+${year}${rest}`;
}
