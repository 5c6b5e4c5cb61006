/**
 * A calendar of its own, without `Date` and without the parser, against which dates are tested. It counts days one by one, and reads a date
 * as the set of days that match its digits.
 */

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const DAY_MS = 24 * 60 * 60 * 1000;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const lengthOfMonth = (year: number, month: number): number =>
  (MONTH_LENGTHS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);

/** Days from 1 January of year 0 to that of `year`. */
const daysBefore = (year: number): number =>
  365 * year + Math.ceil(year / 4) - Math.ceil(year / 100) + Math.ceil(year / 400);

/** Days from 1970. */
export function dayNumber(year: number, month: number, day: number): number {
  let days = daysBefore(year) - daysBefore(1970);
  for (let before = 1; before < month; before++) days += lengthOfMonth(year, before);
  return days + day - 1;
}

/** Consecutive days, both included; null if the digits match none, or match days that do not follow each other. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

const known = new Map<string, Days | null>();

/** `year` may have a minus; X matches any digit; a missing month or day matches all. */
export function matchingDays(year: string, month = 'XX', day = 'XX'): Days | null {
  const key = `${year} ${month} ${day}`;
  if (!known.has(key)) known.set(key, countDays(year, month, day));
  return known.get(key) ?? null;
}

function countDays(year: string, month: string, day: string): Days | null {
  const digits = year.replace('-', '');
  const low = Number(digits.replaceAll('X', '0'));
  const high = Number(digits.replaceAll('X', '9'));
  const years = year.startsWith('-')
    ? numbersOf(digits, Math.max(low, 1), high)
        .map((one) => -one)
        .reverse()
    : numbersOf(digits, low, high);
  const [months, days] = [numbersOf(month, 1, 12), numbersOf(day, 1, 31)];
  let [first, last, count] = [Number.NaN, Number.NaN, 0];
  for (const y of years)
    for (const m of months)
      for (const d of days) {
        if (d > lengthOfMonth(y, m)) continue;
        last = dayNumber(y, m, d);
        if (count === 0) first = last;
        count++;
      }
  return count > 0 && count === last - first + 1 ? { first, last } : null;
}

/** The numbers of a range whose digits match. */
function numbersOf(mask: string, from: number, to: number): number[] {
  const pattern = new RegExp(`^${mask.replaceAll('X', '\\d')}$`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).filter((number) =>
    pattern.test(String(number).padStart(mask.length, '0')),
  );
}
