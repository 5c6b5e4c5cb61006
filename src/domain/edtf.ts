import type { Bounds, EdtfDate } from './dates/edtf-date.js';
import { parseForms } from './dates/parse-edtf.js';
import { RefusedDate } from './dates/refused-date.js';
import { suggestDates } from './dates/suggest-dates.js';
import { AscribeError } from './errors.js';

const MAX_LENGTH = 100;

/** Parsed dates: the same dates come again and again, and each is parsed once. */
const parsed = new Map<string, EdtfDate>();
const CACHE_SIZE = 20_000;

const ANY_DATE = 'an EDTF date such as 2031-04-12, 2031-04, 2031~ or 2031-04-10/2031-04-12';

/**
 * Parses EDTF text of at most 100 characters. Throws BAD_INPUT with the text, what is wrong with it and the accepted form. docs/dates.md
 * lists the forms. Example: `parseEdtf('2031-04/2031-05~')`.
 */
export function parseEdtf(text: string): EdtfDate {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const date = parseUncached(text);
  if (parsed.size >= CACHE_SIZE) parsed.clear();
  parsed.set(text, date);
  return date;
}

function parseUncached(text: string): EdtfDate {
  if (text.length > MAX_LENGTH)
    throw new AscribeError(
      'BAD_INPUT',
      `a date of ${text.length} characters; expected at most ${MAX_LENGTH}: ${ANY_DATE}`,
    );
  try {
    const date = parseForms(text);
    if (date !== null) return date;
  } catch (error) {
    if (!(error instanceof RefusedDate)) throw error;
    const { problem, expected } = error;
    throw new AscribeError('BAD_INPUT', `${JSON.stringify(text)} ${problem}; expected ${expected}`);
  }
  throw new AscribeError(
    'BAD_INPUT',
    `${JSON.stringify(text)} is not a date; expected ${suggestDates(text).join(' or ') || ANY_DATE}`,
  );
}

/**
 * Parses the date on which something began or ended. It is open at neither end: a relation that began in `2031/..` might have begun in any
 * later year. Throws BAD_INPUT.
 */
export function parseBoundary(text: string): EdtfDate {
  const date = parseEdtf(text);
  if (date.earliest !== null && date.latest !== null) return date;
  throw new AscribeError(
    'BAD_INPUT',
    `${JSON.stringify(text)} is open; expected a date with a start and an end, such as 2031 or 2031-04/2031-06; if it is not known, omit it`,
  );
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

/** Both ends as sort keys: `''` and `~` if they are open. */
export const sortKeysOf = ({
  earliest,
  latest,
}: Bounds): { readonly start: string; readonly end: string } => ({
  start: timeSortKey(earliest, ''),
  end: timeSortKey(latest, '~'),
});

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
