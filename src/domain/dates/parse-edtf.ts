import type { Bounds, EdtfDate, SingleDate } from './edtf-date.js';
import { parseOneOfSet } from './one-of-set.js';
import { RefusedDate } from './refused-date.js';
import { parseSingleDate } from './single-date.js';

/** Returns null if the text is in no form of EDTF. Throws RefusedDate if it is in one that is not accepted. docs/dates.md lists both. */
export function parseForms(text: string): EdtfDate | null {
  if (text.includes('/')) return parseInterval(text.split('/'));
  if (/^\[.*\]$/.test(text)) return parseOneOfSet(text.slice(1, -1));
  if (/^\{.*\}$/.test(text))
    throw new RefusedDate('lists dates that all apply', 'one date; for several, write a claim for each');
  const date = parseSingleDate(text);
  return date && dateOf(date);
}

function dateOf({ text, earliest, latest, offset }: SingleDate): EdtfDate {
  return { text, earliest, latest, known: { earliest, latest }, offset: offset ?? null };
}

/** An end of an interval: a date, unknown (an empty text), or open (`..`): it lasts. */
type End = SingleDate | '' | '..';

function parseInterval([from = '', to = '', ...more]: readonly string[]): EdtfDate | null {
  const [start, end] = [from, to].map(parseEnd);
  if (start == null || end == null || more.length > 0) return null;
  if (typeof start === 'string')
    return typeof end === 'string' ? allTime(start, end) : halfInterval('earliest', start, end);
  return typeof end === 'string' ? halfInterval('latest', end, start) : intervalBetween(start, end);
}

function allTime(start: string, end: string): EdtfDate | null {
  const all: Bounds = { earliest: null, latest: null };
  return start === '..' && end === '..' ? { text: '../..', ...all, known: all, offset: null } : null;
}

const parseEnd = (text: string): End | null => (text === '' || text === '..' ? text : parseSingleDate(text));

function intervalBetween(start: SingleDate, end: SingleDate): EdtfDate {
  if (start.text === end.text) return dateOf(start);
  if (start.offset !== undefined && end.offset !== undefined && start.offset !== end.offset)
    throw new RefusedDate('has two times with different offsets', 'the same offset at both ends');
  if (start.earliest > end.latest) throw new RefusedDate('ends before it begins', 'the earlier date first');
  const bounds: Bounds = { earliest: start.earliest, latest: end.latest };
  return {
    text: `${start.text}/${end.text}`,
    ...bounds,
    known: bounds,
    offset: start.offset ?? end.offset ?? null,
  };
}

/** `open` is the end without a date, and `written` how it is written. It is known to be open only if `..` says so. */
function halfInterval(open: keyof Bounds, written: string, named: SingleDate): EdtfDate {
  const date = dateOf(named);
  const bounds: Bounds = { ...date.known, [open]: null };
  const text = open === 'earliest' ? `${written}/${named.text}` : `${named.text}/${written}`;
  return { ...date, text, ...bounds, known: written === '..' ? bounds : date.known };
}
