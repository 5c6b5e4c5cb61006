import fc from 'fast-check';
import { DAY_MS, type Days, dayNumber, matchingDays } from './reference-calendar.js';

/** What a text means, worked out from the parts that it was made of. Times are in milliseconds from 1970; null is open. */
export interface Meaning {
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly known: readonly [number | null, number | null];
  /** Equal for texts with one meaning, different for others. */
  readonly key: string;
}

export interface RandomEdtf {
  readonly text: string;
  /** Null if the text must be refused. */
  readonly meaning: Meaning | null;
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const two = (number: number) => String(number).padStart(2, '0');

/** Small pools, so that two random dates often mean the same, and so that wrong months and days are tried too. */
const year = fc.oneof(
  pick('2031', '2032', '2030', '1900', '2000', '0000', '-0001', '-0044', '9999'),
  fc.integer({ min: 1000, max: 9999 }).map(String),
);
const month = pick('01', '02', '04', '12', '11', '06', '00', '13');
const day = pick('01', '28', '29', '30', '31', '17', '00', '32');

function ofDays(days: Days | null, key?: string): Meaning | null {
  if (days === null) return null;
  const [earliest, latest] = [days.first * DAY_MS, (days.last + 1) * DAY_MS - 1];
  return { earliest, latest, known: [earliest, latest], key: key ?? `days ${earliest} ${latest}` };
}

const isRefused = (digits: string, unit: 'month' | 'day'): boolean =>
  digits !== 'XX' && (digits.includes('X') || (unit === 'month' && Number(digits) > 12));

interface Parts {
  readonly year: string;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
}

/** Without qualifiers. Refused: days with gaps between them, any year, and one unspecified digit of a month or day. */
function meaningOfParts({ year, month, day }: Parts): Meaning | null {
  if (/^-?XXXX$/.test(year) || year === '-0000') return null;
  if ((month && isRefused(month, 'month')) || (day && isRefused(day, 'day'))) return null;
  return ofDays(matchingDays(year, month, day));
}

const textOfParts = ({ year, month, day }: Parts): string =>
  [year, month, day].filter((part) => part !== undefined).join('-');

function partsOf(
  years: fc.Arbitrary<string>,
  months: fc.Arbitrary<string>,
  days: fc.Arbitrary<string>,
): fc.Arbitrary<Parts> {
  return fc.oneof(
    fc.record({ year: years }),
    fc.record({ year: years, month: months }),
    fc.record({ year: years, month: months, day: days }),
  );
}

const plain: fc.Arbitrary<RandomEdtf> = partsOf(year, month, day).map((parts) => ({
  text: textOfParts(parts),
  meaning: meaningOfParts(parts),
}));

// Level 0

const OFFSETS: Readonly<Record<string, string>> = {
  '': '',
  Z: 'Z',
  '+00:00': 'Z',
  '+00': 'Z',
  '+02': '+02:00',
  '+02:00': '+02:00',
  '-05:30': '-05:30',
};

const timeOf = (date: fc.Arbitrary<Parts>): fc.Arbitrary<RandomEdtf> =>
  fc
    .record({
      date,
      hour: pick(0, 10, 23, 24),
      minute: pick(0, 30, 59),
      second: fc.option(pick(0, 59, 60), { nil: undefined }),
      fraction: fc.option(pick('5', '50', '500'), { nil: undefined }),
      offset: pick(...Object.keys(OFFSETS)),
    })
    .map(({ date, hour, minute, second, fraction, offset }) => {
      const seconds =
        second === undefined ? '' : `:${two(second)}${fraction === undefined ? '' : `.${fraction}`}`;
      const text = `${textOfParts(date)}T${two(hour)}:${two(minute)}${seconds}${offset}`;
      const on = meaningOfParts(date);
      if (on === null || hour > 23 || (second ?? 0) > 59) return { text, meaning: null };
      const digits = second === undefined ? '' : (fraction ?? '');
      const earliest =
        (on.earliest ?? 0) +
        (hour * 3600 + minute * 60 + (second ?? 0)) * 1000 +
        (digits === '' ? 0 : Number(digits) * 10 ** (3 - digits.length));
      const latest = earliest + (second === undefined ? 60_000 : 1000 / 10 ** digits.length) - 1;
      const key = `time ${earliest} ${latest} ${OFFSETS[offset]}`;
      return { text, meaning: { earliest, latest, known: [earliest, latest], key } };
    });

const dateTime = timeOf(fc.record({ year, month, day }));

const isTime = (key: string): boolean => key.startsWith('time');
const offsetOf = (key: string): string => key.split(' ')[3] ?? '';

/** Ends that are equal are one date. Times with different offsets cannot be compared. */
function interval(from: fc.Arbitrary<RandomEdtf>, to: fc.Arbitrary<RandomEdtf>): fc.Arbitrary<RandomEdtf> {
  return fc
    .oneof(
      from.map((one) => [one, one] as const),
      fc.tuple(from, to),
    )
    .map(([start, end]) => {
      const text = `${start.text}/${end.text}`;
      const [a, b] = [start.meaning, end.meaning];
      if (a === null || b === null || (a.earliest ?? 0) > (b.latest ?? 0)) return { text, meaning: null };
      if (a.key === b.key) return { text, meaning: a };
      if (isTime(a.key) && isTime(b.key) && offsetOf(a.key) !== offsetOf(b.key))
        return { text, meaning: null };
      const bounds = { earliest: a.earliest, latest: b.latest };
      return {
        text,
        meaning: { ...bounds, known: [a.earliest, b.latest], key: `between ${a.key} and ${b.key}` },
      };
    });
}

export const level0: fc.Arbitrary<RandomEdtf> = fc.oneof(
  plain,
  dateTime,
  interval(plain, plain),
  interval(dateTime, fc.oneof(dateTime, plain)),
);

// Level 1

const QUALIFIERS = ['?', '~', '%'] as const;
/** `%` is both. */
const marksOf = (qualifier: string): readonly string[] =>
  qualifier === '%' ? ['?', '~'] : qualifier === '' ? [] : [qualifier];

/** Of components that say nothing, the qualifier says nothing either. */
function qualifiedMeaning(parts: Parts, marks: readonly (readonly string[])[]): Meaning | null {
  const meaning = meaningOfParts(parts);
  const components = [parts.year, parts.month, parts.day].filter((part) => part !== undefined);
  while (components.at(-1) === 'XX') components.pop();
  const written = components.map((digits, index) => `${digits}${[...new Set(marks[index])].sort().join('')}`);
  if (meaning === null || written.join('-') === components.join('-')) return meaning;
  return { ...meaning, key: `qualified ${written.join('-')}` };
}

const maskedYear = pick('203X', '20XX', '2XXX', '000X', '-004X', '-000X');
const maskedParts = partsOf(fc.oneof(year, maskedYear), fc.oneof(month, fc.constant('XX')), pick('XX', '17'));

const endQualified = (parts: fc.Arbitrary<Parts>): fc.Arbitrary<RandomEdtf> =>
  fc.tuple(parts, pick('', ...QUALIFIERS)).map(([one, qualifier]) => ({
    text: `${textOfParts(one)}${qualifier}`,
    meaning: qualifiedMeaning(
      one,
      [0, 1, 2].map(() => marksOf(qualifier)),
    ),
  }));

const longYear: fc.Arbitrary<RandomEdtf> = fc
  .oneof(
    pick(10_000, -10_000, 200_000, -200_000, 200_001, 9999, 170_000_002),
    fc.integer({ min: -300_000, max: 300_000 }),
  )
  .map((number) => {
    const isAccepted = Math.abs(number) > 9999 && Math.abs(number) <= 200_000;
    const days = { first: dayNumber(number, 1, 1), last: dayNumber(number, 12, 31) };
    return { text: `Y${number}`, meaning: isAccepted ? ofDays(days) : null };
  });

const season = (from: number, to: number): fc.Arbitrary<RandomEdtf> =>
  fc.tuple(year, fc.integer({ min: from, max: to })).map(([of, number]) => ({
    text: `${of}-${number}`,
    meaning: null,
  }));

/** One end is open or unknown. */
const halfInterval = (date: fc.Arbitrary<RandomEdtf>): fc.Arbitrary<RandomEdtf> =>
  fc.tuple(date, pick('', '..'), fc.boolean()).map(([{ text, meaning }, end, isStart]) => {
    const written = isStart ? `${end}/${text}` : `${text}/${end}`;
    if (meaning === null) return { text: written, meaning };
    const earliest = isStart ? null : meaning.earliest;
    const latest = isStart ? meaning.latest : null;
    const known = end === '' ? meaning.known : ([earliest, latest] as const);
    return {
      text: written,
      meaning: { earliest, latest, known, key: `half ${isStart} ${end} ${meaning.key}` },
    };
  });

const level1Date = fc.oneof(endQualified(partsOf(year, month, day)), endQualified(maskedParts), longYear);

export const level1: fc.Arbitrary<RandomEdtf> = fc.oneof(
  level1Date,
  season(21, 24),
  interval(level1Date, level1Date),
  halfInterval(fc.oneof(level1Date, dateTime)),
);

// Level 2

const masked: fc.Arbitrary<RandomEdtf> = partsOf(
  pick('203X', '20X1', 'X031', 'XXXX', '2031', '1XXX', '156X'),
  pick('0X', '1X', 'X4', 'XX', '02', '12'),
  pick('0X', '2X', '3X', 'X7', 'XX', '17'),
).map((parts) => ({ text: textOfParts(parts), meaning: meaningOfParts(parts) }));

/** A qualifier before a component applies to it, one after it to all components up to it. */
const qualifiedParts = (parts: fc.Arbitrary<Parts>): fc.Arbitrary<RandomEdtf> =>
  fc
    .tuple(
      parts,
      fc.array(fc.tuple(pick('', '', ...QUALIFIERS), pick('', '', ...QUALIFIERS)), {
        minLength: 3,
        maxLength: 3,
      }),
    )
    .map(([parts, around]) => {
      const components = [parts.year, parts.month, parts.day].filter((part) => part !== undefined);
      const text = components.map((digits, at) => `${around[at]?.[0]}${digits}${around[at]?.[1]}`).join('-');
      const marks = components.map((_, at) => [
        ...marksOf(around[at]?.[0] ?? ''),
        ...components.flatMap((_, after) => (after >= at ? marksOf(around[after]?.[1] ?? '') : [])),
      ]);
      return { text, meaning: qualifiedMeaning(parts, marks) };
    });

const componentQualified = qualifiedParts(fc.oneof(partsOf(year, month, day), maskedParts));

const significant: fc.Arbitrary<RandomEdtf> = fc
  .tuple(pick('1950', 'Y12345', 'Y12E3', 'Y-17E7', 'Y3388E2'), pick('S2', 'S3', ''))
  .filter(([mantissa, digits]) => (mantissa !== 'Y12345' && mantissa !== '1950' ? true : digits !== ''))
  .map(([mantissa, digits]) => ({ text: `${mantissa}${digits}`, meaning: null }));

interface Member {
  readonly text: string;
  readonly days: Days | null;
}

const setDay = pick('28', '29', '30', '01', '02', '31');
const member: fc.Arbitrary<Member> = fc
  .oneof(
    { weight: 2, arbitrary: fc.record({ year: pick('2030', '2031', '2032', '2033', '2039') }) },
    {
      weight: 3,
      arbitrary: fc.record({ year: pick('2031', '2032'), month: pick('01', '02', '03', '04', '12') }),
    },
    { weight: 4, arbitrary: fc.record({ year: pick('2031', '2032'), month: pick('02', '03'), day: setDay }) },
  )
  .map((parts: Parts) => ({
    text: textOfParts(parts),
    days: matchingDays(parts.year, parts.month, parts.day),
  }));

const range: fc.Arbitrary<Member> = fc.tuple(member, member).map(([a, b]) => {
  const isAccepted =
    a.days !== null && b.days !== null && a.text.length === b.text.length && a.days.first <= b.days.first;
  return {
    text: `${a.text}..${b.text}`,
    days: isAccepted ? { first: a.days.first, last: b.days.last } : null,
  };
});

/** One of several dates without a gap: any day from the first to the last. */
const oneOf: fc.Arbitrary<RandomEdtf> = fc
  .array(fc.oneof(member, range), { minLength: 1, maxLength: 4 })
  .map((members) => {
    const text = `[${members.map((one) => one.text).join(',')}]`;
    const all = members.map((one) => one.days);
    if (all.includes(null)) return { text, meaning: null };
    const covered = new Set(
      (all as Days[]).flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, n) => first + n),
      ),
    );
    const [first, last] = [Math.min(...covered), Math.max(...covered)];
    return { text, meaning: ofDays(covered.size === last - first + 1 ? { first, last } : null) };
  });

const openSet: fc.Arbitrary<RandomEdtf> = fc.tuple(member, fc.boolean()).map(([{ text, days }, isStart]) => {
  const on = ofDays(days);
  const written = isStart ? `[..${text}]` : `[${text}..]`;
  if (on === null) return { text: written, meaning: null };
  const bounds = { earliest: isStart ? null : on.earliest, latest: isStart ? on.latest : null };
  return { text: written, meaning: { ...bounds, known: on.known, key: `set ${written}` } };
});

const allOf: fc.Arbitrary<RandomEdtf> = oneOf.map(({ text }) => ({
  text: `{${text.slice(1, -1)}}`,
  meaning: null,
}));

export const level2: fc.Arbitrary<RandomEdtf> = fc.oneof(
  masked,
  componentQualified,
  season(25, 41),
  significant,
  oneOf,
  openSet,
  allOf,
  interval(componentQualified, componentQualified),
);

export const anyLevel: fc.Arbitrary<RandomEdtf> = fc.oneof(level0, level1, level2);

const fewParts = partsOf(pick('2031', '203X'), pick('04', 'XX'), pick('17', 'XX'));

/** Few dates in many spellings, so that two of them often mean the same. */
export const fewDates: fc.Arbitrary<RandomEdtf> = fc.oneof(
  qualifiedParts(fewParts),
  interval(qualifiedParts(fewParts), qualifiedParts(fewParts)),
  halfInterval(qualifiedParts(fewParts)),
  oneOf,
  timeOf(fc.constant({ year: '2031', month: '04', day: '17' })),
);
