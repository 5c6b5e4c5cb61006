import { formatYear } from './calendar.js';
import { parseForms } from './parse-edtf.js';
import { RefusedDate } from './refused-date.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?';

type Rewrite = (...groups: string[]) => string | readonly string[];

const pad = (digits = ''): string => digits.padStart(2, '0');
const monthNumber = (name = ''): string => pad(String(MONTHS.indexOf(name.toLowerCase()) + 1));

/** Other ways to write a date. The groups of a pattern are rewritten as EDTF; a result that is no date is not suggested. */
const REWRITES: readonly (readonly [pattern: string, rewrite: Rewrite])[] = [
  ['(\\d{4})(\\d\\d)', (y, m) => `${y}-${m}`],
  ['(\\d{4})(\\d\\d)(\\d\\d)', (y, m, d) => `${y}-${m}-${d}`],
  [
    '(\\d{4})(\\d\\d)(\\d\\d)T?(\\d\\d)(\\d\\d)(\\d\\d)?(Z?)',
    (y, m, d, h, min, s, z) => `${y}-${m}-${d}T${h}:${min}${s && `:${s}`}${z}`,
  ],
  ['(\\d{4})[-/. ](\\d{1,2})', (y, m) => (Number(m) > 12 ? [] : `${y}-${pad(m)}`)],
  ['(\\d{4})[-/. ](\\d{1,2})[-/. ](\\d{1,2})', (y, m, d) => `${y}-${pad(m)}-${pad(d)}`],
  [
    '(\\d{1,2})[-/. ]+(\\d{1,2})[-/. ]+(\\d{4})',
    (a, b, y) => [`${y}-${pad(a)}-${pad(b)}`, `${y}-${pad(b)}-${pad(a)}`],
  ],
  ['(\\d\\d)-(\\d\\d)-(\\d\\d)', (y, m, d) => [`20${y}-${m}-${d}`, `19${y}-${m}-${d}`]],
  [
    '(\\d{1,2})[/.](\\d{1,2})[/.](\\d\\d)',
    (a, b, y) => [`20${y}-${pad(a)}-${pad(b)}`, `20${y}-${pad(b)}-${pad(a)}`],
  ],
  ['(\\d{1,2})[-/.](\\d{4})', (m, y) => `${y}-${pad(m)}`],
  [
    `(\\d{1,2})?(?:st|nd|rd|th)?\\.?[- ]?(?:of )?${MONTH},?[- ]?(-?\\d{4})`,
    (d, m, y) => [y, monthNumber(m), d && pad(d)].filter(Boolean).join('-'),
  ],
  [`${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`, (m, d, y) => `${y}-${monthNumber(m)}-${pad(d)}`],
  [
    `(\\d{4})[- ]${MONTH}(?:[- ](\\d{1,2}))?`,
    (y, m, d) => [y, monthNumber(m), d && pad(d)].filter(Boolean).join('-'),
  ],
  ['(.*\\d) ?(?:-|–|—|to|until|\\.\\.) ?(-?\\d{4}.*)', (from, to) => `${from}/${to}`],
  ['(\\d.*)/(\\d\\d(?:-\\d\\d)?)', (from = '', to = '') => `${from}/${from.slice(0, -to.length)}${to}`],
  ["(\\d{3})0'?s", (decade) => `${decade}X`],
  [
    '(?:c|ca|circa|about|around|approx|approximately)(?:\\. ?| |(?=\\d))(.+)',
    (date) => suggestDates(date).map((one) => `${one}~`),
  ],
  ['before (-?\\d{4})', (year) => `[..${formatYear(Number(year) - 1)}]`],
  ['after (-?\\d{4})', (year) => `[${formatYear(Number(year) + 1)}..]`],
  ['(?:by|until|till|up to|not later than) (.+)', (date) => suggestDates(date).map((one) => `[..${one}]`)],
  ['(?:since|from) (.+)', (date) => suggestDates(date).map((one) => `${one}/..`)],
  [
    'from (.+) (?:to|until|till) (.+)',
    (from, to) => pairs(from, to).map(([one, other]) => `${one}/${other}`),
  ],
  [
    'between (.+) and (.+)',
    (from, to) => pairs(from, to).flatMap(([one, other]) => [`[${one}..${other}]`, `${one}/${other}`]),
  ],
  ['(\\d{1,4}) ?(?:bce?|b\\.c\\.)', (year) => formatYear(1 - Number(year))],
  ['(\\d{1,4}) ?(?:ad|ce|a\\.d\\.)', (year) => formatYear(Number(year))],
  ['(?:ad|a\\.d\\.) ?(\\d{1,4})', (year) => formatYear(Number(year))],
  ['\\+?(-?\\d{1,6})', (year) => (Number(year) === 0 ? [] : formatYear(Number(year)))],
  ['(.+)/(?:open|present|now|today|ongoing)', (from) => `${from}/..`],
  ['(.*)/unknown', (from) => `${from}/`],
  ['unknown/(.*)', (to) => `/${to}`],
  [
    '(\\d{4}-\\d\\d-\\d\\d)[t ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,3})?)?)\\d* ?(z|[-+]\\d\\d:\\d\\d)?',
    (day, time, zone) => `${day}T${time}${zone.toUpperCase()}`,
  ],
  ['(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*[-+]\\d\\d)(\\d\\d)', (before, minutes) => `${before}:${minutes}`],
  ['(\\d{4}-\\d\\d-\\d\\dT\\d\\d)(z|[-+].*)?', (before, zone) => `${before}:00${zone.toUpperCase()}`],
];

const PATTERNS = REWRITES.map(([pattern, rewrite]) => [new RegExp(`^${pattern}$`, 'i'), rewrite] as const);

/** The accepted dates that a text may mean, such as 2031-04-12 for `12 April 2031`, or two for `1/2/2031`. At most three. */
export function suggestDates(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Dash_Punctuation}|\u2212/gu, '-')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/g, ' ');
  const candidates = [
    plain,
    plain.replaceAll(' ', ''),
    // An earlier draft of EDTF wrote u for an unspecified digit and y before a long year.
    plain.replace(/[ux]/gi, 'X').replace(/y/gi, 'Y'),
    ...PATTERNS.flatMap(([pattern, rewrite]) => {
      const match = pattern.exec(plain);
      return match === null ? [] : rewrite(...match.slice(1).map((group) => group ?? ''));
    }),
  ];
  return [...new Set(candidates.flatMap(canonicalForm))].slice(0, 3);
}

const pairs = (from = '', to = ''): (readonly [string, string])[] =>
  suggestDates(from).flatMap((one) => suggestDates(to).map((other) => [one, other] as const));

function canonicalForm(text: string): string[] {
  try {
    return [parseForms(text)?.text ?? []].flat();
  } catch (error) {
    if (error instanceof RefusedDate) return [];
    throw error;
  }
}
