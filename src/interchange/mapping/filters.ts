import anyAscii from 'any-ascii';

/** An id has at most 128 characters. The rest is for a prefix. */
const MAX_SLUG_LENGTH = 100;

/** What a filter makes of a text; throws an Error that says what was expected. */
export type Filter = (text: string, argument: string) => string;

/** The filters of templates, with what they do. docs/formats.md lists them. */
export const FILTERS: Readonly<Record<string, { readonly apply: Filter; readonly description: string }>> = {
  slug: { apply: toSlug, description: 'As part of an id: `Thai Police` becomes `thai-police`.' },
  lower: { apply: (text) => text.toLowerCase(), description: 'In lower case.' },
  upper: { apply: (text) => text.toUpperCase(), description: 'In upper case.' },
  word: {
    apply: (text) => text.toUpperCase().replace(/[\s_-]+/g, '_'),
    description: 'As a word of the vocabulary: `armed group` becomes `ARMED_GROUP`.',
  },
  number: {
    apply: toNumber,
    description:
      'A number without separators of thousands: `1,204` becomes `1204`. `number:,` says that the comma is the decimal sign.',
  },
  date: {
    apply: toDate,
    description:
      'A date in EDTF. Without a form, `2031-04-12 00:00:00` becomes `2031-04-12`; `date:D/M/Y` reads `12/4/2031`.',
  },
  before: {
    apply: (text, mark) => (text.includes(mark) ? text.slice(0, text.indexOf(mark)).trim() : text),
    description: 'What stands before the first `before:MARK`.',
  },
  after: {
    apply: (text, mark) => (text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length).trim() : text),
    description: 'What stands after the first `after:MARK`.',
  },
  or: {
    apply: (text, fallback) => (text === '' ? fallback : text),
    description: 'Another text for an empty cell: `{place|or:unknown}`. `{place|or:}` leaves it out.',
  },
};

function toSlug(text: string): string {
  const slug = anyAscii(text)
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/^-|-$/g, '');
  if (slug === '') throw new Error('expected a text with letters or digits, of which an id can be made');
  return slug;
}

function toNumber(text: string, decimalSign: string): string {
  const [thousands, decimal] = decimalSign === ',' ? [/[.\s'’]/g, ','] : [/[,\s'’]/g, '.'];
  const plain = text.replace(thousands, '').replace(decimal, '.');
  if (!/^-?\d{1,20}(?:\.\d{1,20})?$/.test(plain)) throw new Error('expected a number');
  return plain;
}

const DATE_PARTS: Readonly<Record<string, number>> = { Y: 4, M: 2, D: 2 };

/** `form` has Y, M and D, and the marks between them. */
function toDate(text: string, form: string): string {
  if (form === '') {
    const [, date] = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?$/s.exec(text) ?? [];
    if (date === undefined)
      throw new Error('expected a date such as 2031-04-12; name another form, as in {column|date:D/M/Y}');
    return date;
  }
  const found: Record<string, string> = {};
  let at = 0;
  for (const letter of form) {
    const width = DATE_PARTS[letter];
    const [part = ''] = width === undefined ? [letter] : (/^\d{1,4}/.exec(text.slice(at)) ?? []);
    if (
      part === '' ||
      part.length > (width ?? 1) ||
      !text.startsWith(part, at) ||
      (letter === 'Y' && part.length !== 4)
    )
      throw new Error(`expected a date of the form ${form}`);
    if (width !== undefined) found[letter] = part.padStart(width, '0');
    at += part.length;
  }
  if (at !== text.length || found.Y === undefined) throw new Error(`expected a date of the form ${form}`);
  return [found.Y, found.M, found.M === undefined ? undefined : found.D]
    .filter((part) => part !== undefined)
    .join('-');
}
