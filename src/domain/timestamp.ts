import { AscribeError } from './errors.js';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** A moment as the store writes it, in UTC with milliseconds. Throws BAD_INPUT; for `asOf` also where it has not come yet. */
export function parseTimestamp(argument: 'asOf' | 'since' | 'until', text: string): string {
  const time = RFC_3339.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} is "${text.slice(0, 60)}"; expected a moment in RFC 3339 such as 2031-04-13T08:00:00Z`,
    );
  // The clock of a store may run ahead by the milliseconds that keep its writes apart.
  if (argument === 'asOf' && time > Date.now() + 1000)
    throw new AscribeError(
      'BAD_INPUT',
      `asOf is ${text.slice(0, 60)}, which has not come yet; leave it out for now`,
    );
  return new Date(time).toISOString();
}

/** JavaScript reads 30 February as 2 March. */
function isDay(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
