import { sameEffectiveStatus } from './derivation/effective-status.js';
import { ALL_TIME, mergeNeighbors, statusDuring } from './derivation/periods.js';
import { yearOfSortKey, yearSpan } from './edtf.js';
import type { Claim, EffectiveStatus } from './records.js';
import { knownTimeSpan, parseTimeSpan, type TimeSpan, type ValiditySpan, validitySpan } from './time-span.js';

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
  /** The years that it is known to cover. If one end is open, only the year of the other end. See also `claimYears`. */
  readonly years: readonly number[];
  /** What is known of the claim in the known span. Null if the date is its value: then the status of the claim counts. */
  readonly held: EffectiveStatus | null;
}

/** A longer period describes an age and is not counted under any year. */
const MAX_YEARS = 200;

/** The dates of a claim, in timeline order. */
export function claimDates(
  claim: Pick<Claim, 'id' | 'value' | 'validity' | 'periods' | 'status' | 'confidence'>,
): ClaimDate[] {
  const { id, value, validity } = claim;
  const dates = validity.map(({ from, to }): ClaimDate => {
    const span = validitySpan({ from, to });
    return {
      date: null,
      from,
      to,
      ...span,
      orderKey: timelineKey(span.possible, id, `V ${from ?? ''}/${to ?? ''}`),
      years: yearsOfSpan(span.known),
      held: statusDuring(claim, span.known, false),
    };
  });
  const valueDates = value?.type === 'DATE' ? [valueDate(id, value.edtf)] : [];
  return [...valueDates, ...dates].sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
}

function valueDate(id: string, edtf: string): ClaimDate {
  const [known, possible] = [knownTimeSpan(edtf), parseTimeSpan(edtf)];
  return {
    date: edtf,
    from: null,
    to: null,
    known,
    possible,
    orderKey: timelineKey(possible, id, `D ${edtf}`),
    years: yearsOfSpan(known),
    held: null,
  };
}

/** Dates without a known start sort last. `text` makes the key unique within a claim. */
function timelineKey({ start, end }: TimeSpan, claimId: string, text: string): string {
  return `${start === '' ? '~' : start} ${end} ${claimId} ${text}`;
}

/** A year, and the status and confidence of a claim in it. */
export interface ClaimYear extends EffectiveStatus {
  readonly year: number;
}

/**
 * The years in which something is known of a claim, each with its status in that year. Of a claim without dates whose value is a date:
 * the years of the value. Of a period with an open end, only the year of the other end; none of a period of more than 200 years.
 */
export function claimYears(
  claim: Pick<Claim, 'value' | 'periods' | 'status' | 'confidence'>,
): readonly ClaimYear[] {
  const { value, periods, status, confidence } = claim;
  if (periods.length === 0)
    return value?.type === 'DATE'
      ? yearsOfSpan(knownTimeSpan(value.edtf)).map((year) => ({ year, status, confidence }))
      : [];
  const known = periods.filter((period) => period.known !== null);
  const spans = mergeNeighbors(known, (a, b) => sameEffectiveStatus(a.known, b.known));
  const years = new Set(spans.flatMap(yearsOfSpan));
  return [...years].map((year) => ({
    year,
    ...(statusDuring(claim, yearSpan(year), false) as EffectiveStatus),
  }));
}

/** The years of a period. If one end is open, only the year of the other end; none of a period of more than 200 years. */
export function yearsOfSpan({ start, end }: TimeSpan): number[] {
  const bounds = [start, end]
    .filter((key) => key !== ALL_TIME.start && key !== ALL_TIME.end)
    .map(yearOfSortKey);
  const [first, last = first] = bounds;
  if (first === undefined || last === undefined || last - first >= MAX_YEARS) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
