import { daysInMonth, formatYear, midnight, twoDigits } from './calendar.js';
import type { SingleDate } from './edtf-date.js';
import { RefusedDate } from './refused-date.js';
import { parseDateTime } from './time-of-day.js';

/** Year, month and day, each with a qualifier before and after it. */
const DATE = /^([?~%]?)(-?[\dX]{4})([?~%]?)(?:-([?~%]?)([\dX]{2})([?~%]?)(?:-([?~%]?)([\dX]{2})([?~%]?))?)?$/;

const QUALIFIERS = ['', '?', '~', '%'];

/** Digits of a date, and its qualifier as the index in `QUALIFIERS`: `%` is `?` and `~` together. */
interface Component {
  readonly digits: string;
  readonly qualifier: number;
}

/** Returns null if the text has the form of no date. Throws RefusedDate if it has the form of one that is not accepted. */
export function parseSingleDate(text: string): SingleDate | null {
  if (text.includes('T')) return parseDateTime(text, parsePlainDay);
  const match = DATE.exec(text);
  return match === null ? parseLongYear(text) : readDate(match);
}

/** The time at which a day begins; null if the text is not a whole day without qualifiers. */
function parsePlainDay(text: string): number | null {
  const date = /^-?\d{4}-\d\d-\d\d$/.test(text) ? parseSingleDate(text) : null;
  return date?.earliest ?? null;
}

function readDate(match: RegExpExecArray): SingleDate {
  const [year, month, day] = withoutUnspecified(componentsOf(match)) as [Component, Component?, Component?];
  const isNegative = year.digits.startsWith('-');
  if (year.digits === '-0000')
    throw new RefusedDate('is not a date: there is no year -0000', '0000 for the year 1 BC');
  const yearDigits = year.digits.replace('-', '');
  const isMasked = yearDigits.endsWith('X');
  if (!/^\d+X*$/.test(yearDigits) || (isMasked && month !== undefined) || month?.digits === 'XX')
    throw new RefusedDate(
      'leaves out digits before others, so it means times with gaps between them',
      'X only at the end, after the first digit of the year: 203X, 2031-XX or 2031-04-XX',
    );
  const [low, high] = [Number(yearDigits.replaceAll('X', '0')), Number(yearDigits.replaceAll('X', '9'))];
  const [first, last] = isNegative ? [-high, -Math.max(low, 1)] : [low, high];
  const [firstMonth, lastMonth] = month === undefined ? [1, 12] : readMonth(year, month, day);
  const [firstDay, lastDay] =
    day === undefined ? [1, daysInMonth(last, lastMonth)] : readDay(last, lastMonth, day);
  const components = [year, month, day].filter((one) => one !== undefined);
  return {
    text: formatComponents(components),
    earliest: midnight(first, firstMonth, firstDay),
    latest: midnight(last, lastMonth, lastDay + 1) - 1,
    isPlain: !isMasked && components.every(({ qualifier }) => qualifier === 0),
  };
}

/** A qualifier to the left applies to its component, one to the right to all components up to it. */
function componentsOf(match: RegExpExecArray): Component[] {
  const parts = [1, 4, 7].filter((index) => match[index + 1] !== undefined);
  const masks = parts.map((index) => QUALIFIERS.indexOf(match[index] ?? ''));
  parts.forEach((index, position) => {
    const group = QUALIFIERS.indexOf(match[index + 2] ?? '');
    for (let left = 0; left <= position; left++) masks[left] = (masks[left] ?? 0) | group;
  });
  return parts.map((index, position) => ({
    digits: match[index + 1] ?? '',
    qualifier: masks[position] ?? 0,
  }));
}

/** `2031-XX-XX` means what `2031` means. */
function withoutUnspecified(components: readonly Component[]): readonly Component[] {
  const isLast = components.length > 1 && components.at(-1)?.digits === 'XX';
  return isLast ? withoutUnspecified(components.slice(0, -1)) : components;
}

function formatComponents(components: readonly Component[]): string {
  const [{ qualifier: shared } = { qualifier: 0 }] = components;
  const write = (one: Component, own: number) => `${QUALIFIERS[own]}${one.digits}`;
  if (components.every(({ qualifier }) => qualifier === shared))
    return `${components.map((one) => write(one, 0)).join('-')}${QUALIFIERS[shared]}`;
  return components.map((one) => write(one, one.qualifier)).join('-');
}

type Range = readonly [first: number, last: number];

function readMonth(year: Component, { digits }: Component, day: Component | undefined): Range {
  const month = Number(digits);
  if (month >= 1 && month <= 12) return [month, month];
  if (digits.includes('X')) throw partlyUnspecified('month', `${year.digits}-`, digits, 12);
  const expected = expectedMonths(year.digits, month);
  if (day === undefined && month >= 21 && month <= 41)
    throw new RefusedDate(`names ${month <= 32 ? 'a season' : 'a part of the year'} by a number`, expected);
  throw new RefusedDate(`is not a date: there is no month ${digits}`, expected);
}

function readDay(year: number, month: number, { digits }: Component): Range {
  const [day, last] = [Number(digits), daysInMonth(year, month)];
  if (day >= 1 && day <= last) return [day, day];
  const text = `${formatYear(year)}-${twoDigits(month)}`;
  if (digits.includes('X')) throw partlyUnspecified('day', `${text}-`, digits, last);
  throw new RefusedDate(`is not a date: ${text} has ${last} days`, `${text}-01 to ${text}-${last}`);
}

/** Suggests a set for `2031-1X`. */
function partlyUnspecified(unit: string, before: string, digits: string, max: number): RefusedDate {
  const tens = Number(digits[0]) * 10;
  const [first, last] = [Math.max(tens, 1), Math.min(tens + 9, max)];
  return new RefusedDate(
    `leaves out one digit of the ${unit}`,
    first < last
      ? `[${before}${twoDigits(first)}..${before}${twoDigits(last)}]`
      : `both digits of the ${unit}, or XX`,
  );
}

/** The first and last months of the quarters, four-month periods and half-years that ISO 8601-2 numbers from 33. */
const PARTS_OF_YEAR: readonly Range[] = [3, 4, 6].flatMap((length) =>
  Array.from({ length: 12 / length }, (_, index): Range => [index * length + 1, (index + 1) * length]),
);

/** `1939-40` may be meant as two years: then the interval of both is suggested too. */
function expectedMonths(year: string, month: number): string {
  const part = PARTS_OF_YEAR[month - 33];
  const months =
    part !== undefined
      ? `${year}-${twoDigits(part[0])}/${year}-${twoDigits(part[1])} for its months`
      : month >= 21 && month <= 32
        ? `its months at that place, such as ${year}-03/${year}-05`
        : 'a month from 01 to 12';
  const areYears = /^\d{4}$/.test(year) && month > Number(year.slice(2));
  return areYears ? `${months}, or ${year}/${year.slice(0, 2)}${month} for the years` : months;
}

const MAX_YEAR = 200_000;
const LONG_YEAR = /^Y(-?)(\d+)(?:E(\d+))?(S\d+)?([?~%]?)$/;
const SIGNIFICANT_DIGITS = /^(-?)(\d{4})S([1-4])$/;

/** `Y12000`. Exponents and significant digits (`Y12E3`, `1950S2`) are refused: they say nothing that other forms do not say. */
function parseLongYear(text: string): SingleDate | null {
  const [, minus, digits = '', significant] = SIGNIFICANT_DIGITS.exec(text) ?? [];
  if (significant !== undefined)
    throw new RefusedDate(
      'gives a year with a number of significant digits',
      `${minus}${digits.slice(0, Number(significant)).padEnd(4, 'X')}`,
    );
  const match = LONG_YEAR.exec(text);
  if (match === null) return null;
  const [, sign, mantissa = '', exponent = '0', precision, qualifier = ''] = match;
  const year = Number(`${sign}${mantissa}e${exponent}`);
  if (!(Math.abs(year) <= MAX_YEAR))
    throw new RefusedDate(
      'is a year too far away',
      `a year from ${formatYear(-MAX_YEAR)} to ${formatYear(MAX_YEAR)}`,
    );
  if (precision !== undefined)
    throw new RefusedDate('gives a year with a number of significant digits', 'an interval of years');
  const canonical = `${formatYear(year)}${qualifier}`;
  if (canonical !== text) throw new RefusedDate('is not the form of that year', canonical);
  return {
    text,
    earliest: midnight(year, 1, 1),
    latest: midnight(year + 1, 1, 1) - 1,
    isPlain: qualifier === '',
  };
}
