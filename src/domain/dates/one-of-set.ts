import { type Day, dayOf, formatYear, midnight, twoDigits } from './calendar.js';
import type { EdtfDate, SingleDate } from './edtf-date.js';
import { RefusedDate } from './refused-date.js';
import { parseSingleDate } from './single-date.js';

interface Run {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * A set of which one date is meant: `[2031-04,2031-05]`, `[2031-04-10..2031-04-17]`, `[..2031]`. `members` is the text between the
 * brackets. Its members leave no gap, so that it means any time from the first to the last. Returns null if a member is not a date.
 */
export function parseOneOfSet(members: string): EdtfDate | null {
  const open = /^\.\.(.+)$|^(.+)\.\.$/.exec(members);
  if (open !== null && !members.includes(',')) return parseOpenSet(open[1], open[2]);
  const runs: Run[] = [];
  for (const member of members.split(',')) {
    const ends = member.split('..').map(parseMember);
    const [first, last = first] = ends;
    if (ends.length > 2 || !first || !last) return null;
    if (first.earliest > last.earliest || first.text.length !== last.text.length)
      throw new RefusedDate(
        'has a range whose ends are not in order or not alike',
        'two days, two months or two years, the earlier one first',
      );
    runs.push({ earliest: first.earliest, latest: last.latest });
  }
  const { earliest, latest } = joinRuns(runs);
  return { text: formatRun(earliest, latest), earliest, latest, known: { earliest, latest }, offset: null };
}

/** On or before a date, or on or after it. Certain is only the date that is named. */
function parseOpenSet(until: string | undefined, from: string | undefined): EdtfDate | null {
  const date = parseMember(until ?? from ?? '');
  if (date === null) return null;
  const { text, earliest, latest } = date;
  return {
    text: until === undefined ? `[${text}..]` : `[..${text}]`,
    earliest: until === undefined ? earliest : null,
    latest: until === undefined ? null : latest,
    known: { earliest, latest },
    offset: null,
  };
}

function parseMember(text: string): SingleDate | null {
  const date = parseSingleDate(text);
  if (date !== null && !date.isPlain)
    throw new RefusedDate(
      `has the member ${text}`,
      'members that are days, months or years, without ?, ~, %, X and times',
    );
  return date;
}

function joinRuns(runs: readonly Run[]): Run {
  const [first, ...others] = [...runs].sort((a, b) => a.earliest - b.earliest) as [Run, ...Run[]];
  const last = Math.max(...runs.map(({ latest }) => latest));
  let { latest } = first;
  for (const run of others) {
    if (run.earliest > latest + 1)
      throw new RefusedDate(
        'leaves a gap between its members',
        `members that follow each other, such as ${formatRun(first.earliest, last)}`,
      );
    latest = Math.max(latest, run.latest);
  }
  return { earliest: first.earliest, latest };
}

/** Writes a stretch of whole days in the largest units that fit: `2031`, `203X`, `[2031-04,2031-05]`, `[2031-04-10..2031-04-17]`. */
function formatRun(earliest: number, latest: number): string {
  const [first, last, next] = [dayOf(earliest), dayOf(latest), dayOf(latest + 1)];
  const [format, index] =
    first.month === 1 && first.day === 1 && next.month === 1 && next.day === 1
      ? UNITS.year
      : first.day === 1 && next.day === 1
        ? UNITS.month
        : UNITS.day;
  const mask = format === UNITS.year[0] ? maskOfYears(first.year, last.year) : null;
  if (mask !== null) return mask;
  const [from, to, length] = [format(first), format(last), index(last) - index(first)];
  if (length === 0) return from;
  return length === 1 ? `[${from},${to}]` : `[${from}..${to}]`;
}

const formatMonth = ({ year, month }: Day): string => `${formatYear(year)}-${twoDigits(month)}`;

type Unit = readonly [format: (day: Day) => string, index: (day: Day) => number];

const UNITS = {
  year: [({ year }) => formatYear(year), ({ year }) => year],
  month: [formatMonth, ({ year, month }) => year * 12 + month],
  day: [
    (day) => `${formatMonth(day)}-${twoDigits(day.day)}`,
    ({ year, month, day }) => midnight(year, month, day) / 86_400_000,
  ],
} as const satisfies Record<string, Unit>;

/** `203X` for 2030 to 2039, `-00XX` for -99 to -1. Null if the years are not all those of such a text. */
function maskOfYears(first: number, last: number): string | null {
  const isNegative = last < 0;
  const [low, high] = isNegative ? [-last, -first] : [first, last];
  for (const places of [1, 2, 3]) {
    const size = 10 ** places;
    const base = high + 1 - size;
    if (high > 9999 || base % size !== 0 || (low !== base && !(isNegative && base === 0 && low === 1)))
      continue;
    return `${isNegative ? '-' : ''}${String(base).padStart(4, '0').slice(0, -places)}${'X'.repeat(places)}`;
  }
  return null;
}
