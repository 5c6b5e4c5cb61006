/** A day of the proleptic Gregorian calendar. Year 0 is 1 BC; months and days count from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Midnight of a day on its own clock, in milliseconds from 1970. A month 13 is January of the next year. */
export const midnight = (year: number, month: number, day: number): number =>
  new Date(0).setUTCFullYear(year, month - 1, day);

export function dayOf(time: number): Day {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const daysInMonth = (year: number, month: number): number =>
  new Date(midnight(year, month + 1, 1) - 1).getUTCDate();

/** A year in EDTF: `2031`, `-0044`, `Y12000`. */
export function formatYear(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${digits.length > 4 ? 'Y' : ''}${year < 0 ? '-' : ''}${digits}`;
}

export const twoDigits = (number: number): string => String(number).padStart(2, '0');
