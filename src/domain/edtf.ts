import parse from 'edtf';
import { AscribeError } from './errors.js';

/**
 * A date or interval in the Extended Date/Time Format (ISO 8601-2:2019, Library of Congress levels 0 to 2). The bounds are
 * the first and the last millisecond that it may mean, counted from 1970; null is an open or unknown end.
 */
interface EdtfDate {
  /** Canonical form, uncertainty included: `2031~`. */
  readonly text: string;
  readonly earliest: number | null;
  readonly latest: number | null;
}

const MAX_LENGTH = 100;

/** Parsed dates: parsing takes about a millisecond, and the same dates come again and again. */
const parsed = new Map<string, EdtfDate>();
const CACHE_SIZE = 20_000;

/** Parses EDTF text of at most 100 characters. Throws BAD_INPUT. Example: `parseEdtf('2031-04/2031-05~')`. */
export function parseEdtf(text: string): EdtfDate {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const date = parseUncached(text);
  if (parsed.size >= CACHE_SIZE) parsed.clear();
  parsed.set(text, date);
  return date;
}

function parseUncached(text: string): EdtfDate {
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
 * The start of an EDTF date as text that sorts by time: `+002031-04-12T00:00:00.000Z`. A year before 0 is written as `!`
 * and the year plus 1,000,000. Returns `''`, which sorts first, if the start is unknown. Throws BAD_INPUT.
 */
export function earliestSortKey(text: string | null): string {
  return text === null ? '' : timeSortKey(parseEdtf(text).earliest, '');
}

/** The end of an EDTF date as a sort key (see `earliestSortKey`). Returns `~`, which sorts last, if the end is open. */
export function latestSortKey(text: string): string {
  return timeSortKey(parseEdtf(text).latest, '~');
}

/** The range of `Date`, in milliseconds from 1970. */
const MAX_DATE_TIME = 8.64e15;

function timeSortKey(time: number | null, unknown: string): string {
  if (time === null || Math.abs(time) > MAX_DATE_TIME) return unknown;
  const date = new Date(time);
  return `${yearPrefix(date.getUTCFullYear())}${date.toISOString().slice(-20)}`;
}

/**
 * The day of a sort key in ISO 8601: `2031-04-12`. Years before 0 and after 9999 have a sign and six digits:
 * `-000044-03-15`. Returns null for an open end.
 */
export function isoDateOfSortKey(key: string): string | null {
  if (key === '' || key === '~') return null;
  const [year = '', rest = ''] = [key.slice(1, 7), key.slice(7, 13)];
  if (key.startsWith('!')) return `-${String(1_000_000 - Number(year)).padStart(6, '0')}${rest}`;
  return year.startsWith('00') ? `${year.slice(2)}${rest}` : `+${year}${rest}`;
}

/** The day of a sort key in EDTF: `2031-04-12`. Of years after 9999 and before -9999, only the year: `Y12000`. Null for an open end. */
export function edtfDayOfSortKey(key: string): string | null {
  if (key === '' || key === '~') return null;
  const year = yearOfSortKey(key);
  const digits = String(Math.abs(year)).padStart(4, '0');
  if (digits.length > 4) return `Y${year}`;
  return `${year < 0 ? '-' : ''}${digits}${key.slice(7, 13)}`;
}

/** The sort key one millisecond later. `key` is not an open end. Returns `~` after the last time that a sort key can express. */
export function sortKeyAfter(key: string): string {
  return timeSortKey(timeOfSortKey(key) + 1, '~');
}

/** The sort key one millisecond earlier. `key` is not an open end. Returns `''` before the first time that a sort key can express. */
export function sortKeyBefore(key: string): string {
  return timeSortKey(timeOfSortKey(key) - 1, '');
}

/** The year of a sort key that is not an open end. 0 is 1 BC. */
export function yearOfSortKey(key: string): number {
  return Number(key.slice(1, 7)) - (key.startsWith('!') ? 1_000_000 : 0);
}

const yearPrefix = (year: number): string =>
  year < 0 ? `!${1_000_000 + year}` : `+${String(year).padStart(6, '0')}`;

/** The first and the last sort key of a year. */
export function yearSpan(year: number): { readonly start: string; readonly end: string } {
  const prefix = yearPrefix(year);
  return { start: `${prefix}-01-01T00:00:00.000Z`, end: `${prefix}-12-31T23:59:59.999Z` };
}

/** Milliseconds from 1970. `key` is not an open end. */
export function timeOfSortKey(key: string): number {
  const year = yearOfSortKey(key);
  const sign = year < 0 ? '-' : '+';
  return Date.parse(`${sign}${String(Math.abs(year)).padStart(6, '0')}${key.slice(7)}`);
}
