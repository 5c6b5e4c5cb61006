import fc from 'fast-check';

/**
 * A small calendar for random documents: the half-years of 2001 to 2004, as units 0 to 7, and all time before (-1) and after it (8). All
 * dates begin and end with a unit, so nothing changes within one, and a reference can go through time unit by unit.
 */
export const UNITS = Array.from({ length: 10 }, (_, index) => index - 1);
const [BEFORE, AFTER] = [-1, 8];

/** A date of the calendar, as EDTF and as its first and last unit. */
export interface CalendarDate {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

export const yearOfUnit = (unit: number): number => 2001 + Math.floor(unit / 2);
const years = [2001, 2002, 2003, 2004];
const dates: readonly CalendarDate[] = years.flatMap((year, index) => [
  { text: String(year), first: 2 * index, last: 2 * index + 1 },
  { text: `${year}-01/${year}-06`, first: 2 * index, last: 2 * index },
  { text: `${year}-07/${year}-12`, first: 2 * index + 1, last: 2 * index + 1 },
]);
const dateOf = (text: string): CalendarDate => dates.find((date) => date.text === text) as CalendarDate;

export const randomDate: fc.Arbitrary<CalendarDate> = fc.constantFrom(...dates);

export interface Validity {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Dates of a citation: none, one, or both, of which the second does not end before the first begins. */
export const randomValidity: fc.Arbitrary<Validity> = fc
  .tuple(randomDate, randomDate, fc.constantFrom('NONE', 'FROM', 'TO', 'BOTH', 'BOTH', 'BOTH'))
  .map(([a, b, given]) => {
    const [from, to] = a.first <= b.last ? [a, b] : [b, a];
    return {
      validFrom: given === 'FROM' || given === 'BOTH' ? from.text : null,
      validTo: given === 'TO' || given === 'BOTH' ? to.text : null,
    };
  });

export const isDated = ({ validFrom, validTo }: Validity): boolean => validFrom !== null || validTo !== null;

/** Of a single date, only the date itself is known. */
export function isKnownIn({ validFrom, validTo }: Validity, unit: number): boolean {
  const [from, to] = [validFrom ?? validTo, validTo ?? validFrom];
  return from !== null && to !== null && dateOf(from).first <= unit && unit <= dateOf(to).last;
}

export const isPossibleIn = ({ validFrom, validTo }: Validity, unit: number): boolean =>
  (validFrom === null || dateOf(validFrom).first <= unit) &&
  (validTo === null || unit <= dateOf(validTo).last);

export const unitsOfDate = (text: string): number[] =>
  UNITS.filter((unit) => dateOf(text).first <= unit && unit <= dateOf(text).last);

/** A window, as the argument `during` and as its units. */
export interface Window {
  readonly during: string;
  readonly units: readonly number[];
}

const [STARTS, ENDS] = [
  ['01-01', '07-01'],
  ['06-30', '12-31'],
];
const dayOf = (unit: number, days: readonly string[] = []): string =>
  `${yearOfUnit(unit)}-${days[((unit % 2) + 2) % 2]}`;

/** Years, days, intervals of units, and intervals that are open at one end. */
export const randomWindow: fc.Arbitrary<Window> = fc
  .tuple(fc.nat(7), fc.nat(7), fc.constantFrom('UNITS', 'UNITS', 'YEAR', 'DAY', 'FROM', 'UNTIL'))
  .map(([a, b, kind]): Window => {
    const [first, last] = [Math.min(a, b), Math.max(a, b)];
    const between = (from: number, to: number) => UNITS.filter((unit) => from <= unit && unit <= to);
    if (kind === 'YEAR')
      return { during: String(yearOfUnit(a)), units: between(a - (a % 2), a - (a % 2) + 1) };
    if (kind === 'DAY')
      return { during: a % 2 === 0 ? `${yearOfUnit(a)}-03-05` : `${yearOfUnit(a)}-11-30`, units: [a] };
    if (kind === 'FROM') return { during: `${dayOf(a, STARTS)}/..`, units: between(a, AFTER) };
    if (kind === 'UNTIL') return { during: `../${dayOf(a, ENDS)}`, units: between(BEFORE, a) };
    return { during: `${dayOf(first, STARTS)}/${dayOf(last, ENDS)}`, units: between(first, last) };
  });

/** The years of a stretch of units. Of an open one, only the year of the other end. */
export function yearsOfUnits(first: number, last: number): number[] {
  const ends = [first === BEFORE ? null : first, last === AFTER ? null : last].filter(
    (unit) => unit !== null,
  );
  const [from, to = from] = ends.map(yearOfUnit);
  if (from === undefined || to === undefined) return [];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
