import fc from 'fast-check';
import { expect, it } from 'vitest';
import { earliestSortKey, latestSortKey } from '#ascribe/domain/edtf.js';
import { edtfOfSpan, parseTimeSpan } from '#ascribe/domain/time-span.js';

const date = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((moment) => moment.toISOString());
/** A year, a month, a day or a moment. */
const edtf = fc.oneof(
  date,
  ...[4, 7, 10].map((length) => date.map((text) => text.slice(0, length))),
  fc.constantFrom('-0044', '-0044-03-15', '0000'),
);

it('writes a period as EDTF that means the same period', () => {
  expect(edtfOfSpan(parseTimeSpan('2031-04'))).toBe('2031-04-01/2031-04-30');
  expect(edtfOfSpan(parseTimeSpan('2031-04-12'))).toBe('2031-04-12');
  expect(edtfOfSpan(parseTimeSpan('2031-04-12T10:00:00.5Z'))).toBe(
    '2031-04-12T10:00:00.500/2031-04-12T10:00:00.599',
  );
  expect(edtfOfSpan(parseTimeSpan('Y12000'))).toBe('Y12000');
  const span = fc
    .tuple(fc.option(edtf, { nil: null }), fc.option(edtf, { nil: null }))
    .map(([from, to]) => ({ start: earliestSortKey(from), end: to === null ? '~' : latestSortKey(to) }))
    .filter(({ start, end }) => start <= end);
  fc.assert(
    fc.property(span, (one) => {
      expect(parseTimeSpan(edtfOfSpan(one))).toEqual(one);
    }),
    { numRuns: 2000 },
  );
});
