import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earliestSortKey, parseBoundary, parseEdtf } from '#ascribe/domain/edtf.js';
import { AscribeError } from '#ascribe/domain/errors.js';

const isoText = (milliseconds: number | null) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();
const startOf = (text: string) => `${text}T00:00:00.000Z`;
const endOf = (text: string) => `${text}T23:59:59.999Z`;

describe('the bounds of a date', () => {
  test.each([
    ['2031-04-12', startOf('2031-04-12'), endOf('2031-04-12')],
    ['2031-04', startOf('2031-04-01'), endOf('2031-04-30')],
    ['2032-02', startOf('2032-02-01'), endOf('2032-02-29')],
    ['2031', startOf('2031-01-01'), endOf('2031-12-31')],
    ['2031~', startOf('2031-01-01'), endOf('2031-12-31')],
    ['2031?', startOf('2031-01-01'), endOf('2031-12-31')],
    ['2031-04%', startOf('2031-04-01'), endOf('2031-04-30')],
    ['203X', startOf('2030-01-01'), endOf('2039-12-31')],
    ['2031-04-10/2031-04-12', startOf('2031-04-10'), endOf('2031-04-12')],
    ['2031-04/2031-06', startOf('2031-04-01'), endOf('2031-06-30')],
    ['2031/..', startOf('2031-01-01'), null],
    ['2031/', startOf('2031-01-01'), null],
    ['../2031', null, endOf('2031-12-31')],
    ['/2031', null, endOf('2031-12-31')],
    ['[2031..2033]', startOf('2031-01-01'), endOf('2033-12-31')],
    ['[..2031]', null, endOf('2031-12-31')],
    ['0000', startOf('0000-01-01'), endOf('0000-12-31')],
    ['-0044-03-15', startOf('-000044-03-15'), endOf('-000044-03-15')],
    ['Y-170000', startOf('-170000-01-01'), endOf('-170000-12-31')],
  ])('%s', (text, earliest, latest) => {
    const date = parseEdtf(text);
    expect([date.text, isoText(date.earliest), isoText(date.latest)]).toEqual([text, earliest, latest]);
  });

  test('a time keeps its offset, and its day is the one that was said', () => {
    const date = parseEdtf('2031-04-12T00:30:00+02:00');
    expect([date.text, date.offset]).toEqual(['2031-04-12T00:30:00+02:00', '+02:00']);
    expect(earliestSortKey(date.text)).toBe('+002031-04-12T00:30:00.000Z');
  });

  test('of an unknown end or a choice that is open, only the date that is named is known', () => {
    const known = ['2031/', '/2031', '[2031..]', '[..2031]'].map((text) => parseEdtf(text).known);
    expect(new Set(known.map((bounds) => JSON.stringify(bounds)))).toEqual(
      new Set([JSON.stringify(parseEdtf('2031').known)]),
    );
    expect(parseEdtf('2031/..').known).toEqual({ ...parseEdtf('2031').known, latest: null });
  });

  test('the date of a beginning or an end is open at neither end', () => {
    expect(parseBoundary('2031-XX').text).toBe('2031');
    for (const text of ['2031/..', '/2031', '[2031..]', '../..'])
      expect(() => parseBoundary(text)).toThrow(
        `"${text}" is open; expected a date with a start and an end, such as 2031 or 2031-04/2031-06; if it is not known, omit it`,
      );
  });

  test('every day of every four-digit year is parsed', () => {
    const days = fc.date({
      min: new Date(startOf('0000-01-01')),
      max: new Date(startOf('9999-12-31')),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        const text = date.toISOString().slice(0, 10);
        expect(isoText(parseEdtf(text).earliest)).toBe(startOf(text));
      }),
    );
  });
});

describe('text that is not a date is rejected', () => {
  test.each([
    '',
    ' ',
    '12 April 2031',
    '2031-13',
    '2031-02-30',
    '2031-4',
    '12.04.2031',
    '2031-12/2031-01',
    ' 2031',
    '10000-01-01',
    '__proto__',
    '2031'.repeat(30),
  ])('%j', (text) => {
    expect(() => parseEdtf(text)).toThrow(AscribeError);
    expect(() => parseEdtf(text)).toThrow(/; expected \S/);
    expect(() => parseEdtf(text)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  test('the message does not repeat a long text', () => {
    expect(() => parseEdtf('2'.repeat(5000))).toThrow(/^a date of 5000 characters;/);
  });

  test('every text is parsed or rejected with BAD_INPUT', () => {
    const chars = fc.string({ unit: fc.constantFrom(...'0123-/.,X~?%[]{}YEST:Z+u'), maxLength: 14 });
    fc.assert(
      fc.property(fc.oneof(chars, fc.string()), (text) => {
        try {
          parseEdtf(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_INPUT' });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the sort key of a date', () => {
  test('sorts dates by their start, including years before 0 and after 9999', () => {
    const inOrder = [
      'Y-170000',
      '-0500',
      '-0045',
      '-0044-03-15',
      '-0044-12-01',
      '-0001',
      '0000',
      '0476',
      '2031-04-11',
      '2031-04-12T08:00:00Z',
      '2031-05/2031-06',
      '2032~',
      '9999',
      'Y12000',
    ];
    expect(inOrder.toReversed().sort((a, b) => (earliestSortKey(a) < earliestSortKey(b) ? -1 : 1))).toEqual(
      inOrder,
    );
  });

  test('has the same length for every date', () => {
    const lengths = ['Y-170000', '-0044', '0000', '2031', 'Y12000'].map(
      (text) => earliestSortKey(text).length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  test('is equal for a day and for a month or year that starts with it', () => {
    expect(earliestSortKey('2031')).toBe(earliestSortKey('2031-01-01'));
    expect(earliestSortKey('2031-01~')).toBe(earliestSortKey('2031-01-01'));
  });

  test.each([null, '../2031', '/2031', '[..2031]', '../..'])(
    'is empty if the start is open or unknown: %s',
    (text) => {
      expect(earliestSortKey(text)).toBe('');
    },
  );
});
