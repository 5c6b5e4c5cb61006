import type { SingleDate } from './edtf-date.js';
import { RefusedDate } from './refused-date.js';

const DATE_TIME = /^([^T]*)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(?:(Z)|([+-])(\d\d)(?::(\d\d))?)?$/;

const MINUTE = 60_000;

/**
 * A day with a time: `2031-04-12T10:00`, `2031-04-12T10:00:00.5+02:00`. It covers the whole minute, second or fraction. The offset is kept
 * in the text, and the time is read on the clock of the place, so that the day is the one that was said.
 *
 * @param parseDay the start of a day; null if the text is not a whole day.
 */
export function parseDateTime(
  text: string,
  parseDay: (text: string) => number | null,
): (SingleDate & { readonly offset: string | null }) | null {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [, dayText = '', hour = '', minute = '', second, fraction] = match;
  const day = parseDay(dayText);
  if (day === null)
    throw new RefusedDate(
      'has a time, but not a whole day without qualifiers',
      'a day and a time, such as 2031-04-12T10:00+02:00',
    );
  requireAtMost(23, hour, 'hour');
  requireAtMost(59, minute, 'minute');
  requireAtMost(59, second ?? '00', 'second');
  const offset = readOffset(match);
  const earliest =
    day +
    Number(hour) * 60 * MINUTE +
    Number(minute) * MINUTE +
    Number(second ?? 0) * 1000 +
    Number((fraction ?? '').padEnd(3, '0'));
  const length = second === undefined ? MINUTE : 10 ** (3 - (fraction?.length ?? 0));
  const clock = [hour, minute, second].filter((part) => part !== undefined).join(':');
  return {
    text: `${dayText}T${clock}${fraction === undefined ? '' : `.${fraction}`}${offset ?? ''}`,
    earliest,
    latest: earliest + length - 1,
    isPlain: false,
    offset,
  };
}

function requireAtMost(max: number, digits: string, unit: string): void {
  if (Number(digits) <= max) return;
  const hint = unit === 'hour' ? '; midnight is 00:00 of the next day' : '';
  throw new RefusedDate(`is not a date: there is no ${unit} ${digits}`, `00 to ${max}${hint}`);
}

function readOffset([, , , , , , utc, sign, hours, minutes = '00']: RegExpExecArray): string | null {
  if (utc !== undefined) return 'Z';
  if (sign === undefined || hours === undefined) return null;
  requireAtMost(23, hours, 'offset of hours');
  requireAtMost(59, minutes, 'offset of minutes');
  const offset = `${sign}${hours}:${minutes}`;
  if (offset === '-00:00')
    throw new RefusedDate('has the offset -00:00', 'Z, or no offset if it is not known');
  return offset === '+00:00' ? 'Z' : offset;
}
