import { AscribeError } from './errors.js';

/** Hours end at 23: `Date` reads 24:00 as the next day. */
const RFC_3339 =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether a text is an RFC 3339 timestamp of a day and a time that exist. */
export function isTimestamp(text: string): boolean {
  return RFC_3339.test(text) && isCalendarDate(text.slice(0, 10));
}

/**
 * Converts an RFC 3339 timestamp to the form in which stores keep it: UTC with milliseconds, `2031-04-13T08:00:00.000Z`.
 * `argument` is the name of the GraphQL argument, for messages. Throws BAD_INPUT if the text is not a timestamp.
 */
export function parseTimestamp(argument: string, text: string): string {
  const time = Date.parse(text);
  if (!isTimestamp(text))
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} is "${text.slice(0, 60)}"; expected an RFC 3339 timestamp such as 2031-04-13T08:00:00Z`,
    );
  return new Date(time).toISOString();
}

/** Whether a timestamp of a store is later than the clock. A store may be ahead by some milliseconds: each write gets a timestamp of its own. */
export function isFuture(timestamp: string): boolean {
  return Date.parse(timestamp) > Date.now() + 1000;
}

/** Checks that the day exists: `Date` accepts 30 February and turns it into 2 March. */
function isCalendarDate(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
