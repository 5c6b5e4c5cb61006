import { edtfDayOfSortKey } from '../edtf.js';
import type { Claim, EffectiveStatus, Period } from '../records.js';
import type { TimeSpan } from '../time-span.js';
import { sameEffectiveStatus } from './effective-status.js';
import { ALL_TIME, mergeNeighbors } from './periods.js';

/** A period with one status, as clients see it. */
export interface ListedPeriod extends TimeSpan, EffectiveStatus {
  /** Whether it is known to have held then, and not only possible. */
  readonly known: boolean;
}

/**
 * The status over time: what is known, and what is possible where that differs. Ordered by start, what is known first. A claim without
 * dates has one period of all time.
 */
export function listPeriods(
  claim: Pick<Claim, 'status' | 'confidence' | 'periods'>,
): readonly ListedPeriod[] {
  const { status, confidence, periods } = claim;
  if (periods.length === 0) return [{ ...ALL_TIME, status, confidence, known: false }];
  const known = periods.flatMap((one) => (one.known === null ? [] : [listed(one, one.known, true)]));
  const possible = periods
    .filter((one) => !sameEffectiveStatus(one.known, one.possible))
    .map((one) => listed(one, one.possible, false));
  return [known, possible]
    .flatMap((all) => mergeNeighbors(all, sameEffectiveStatus))
    .sort((a, b) => (a.start === b.start ? Number(b.known) - Number(a.known) : a.start < b.start ? -1 : 1));
}

const listed = (
  { start, end }: Period,
  { status, confidence }: EffectiveStatus,
  known: boolean,
): ListedPeriod => ({ start, end, status, confidence, known });

/** A period in words: `in 2031`, `from 2031-04 to 2031-06`, `on 2031-04-12`, `until 2030`, `from 2032 on`, `at any time`. */
export function verbalizeSpan({ start, end }: TimeSpan): string {
  const [first, last] = shorten(edtfDayOfSortKey(start), edtfDayOfSortKey(end));
  if (first === null) return last === null ? 'at any time' : `until ${last}`;
  if (last === null) return `from ${first} on`;
  if (first !== last) return `from ${first} to ${last}`;
  return /^-?\d{4}-\d\d-\d\d$/.test(first) ? `on ${first}` : `in ${first}`;
}

/** Leaves out months and days where a period has whole years or months. */
function shorten(first: string | null, last: string | null): readonly [string | null, string | null] {
  if ((first ?? '-01-01').endsWith('-01-01') && (last ?? '-12-31').endsWith('-12-31'))
    return [first?.slice(0, -6) ?? null, last?.slice(0, -6) ?? null];
  if ((first ?? '-01').endsWith('-01') && (last === null || isMonthEnd(last)))
    return [first?.slice(0, -3) ?? null, last?.slice(0, -3) ?? null];
  return [first, last];
}

function isMonthEnd(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.replace(/^-/, '').split('-').map(Number);
  return (
    date === new Date(Date.UTC(2000 + ((day.startsWith('-') ? -year : year) % 400), month, 0)).getUTCDate()
  );
}
