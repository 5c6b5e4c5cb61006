import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  formatPins,
  formatRoute,
  formatSpot,
  parseRoute,
  type Route,
  readPins,
  readSpot,
  scopedClaimId,
  setOption,
} from '../../src/web/state/route.ts';
import { ALL_STATUSES, STATUS_STYLES } from '../../src/web/statuses.ts';

const word = fc.string({ minLength: 1, unit: 'grapheme' });
const options = fc
  .array(fc.tuple(fc.constantFrom('expand', 'family', 'pins', 'max'), word), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
const route: fc.Arbitrary<Route> = fc.record({
  view: fc.constantFrom('', 'entity', 'graph'),
  args: fc.array(word, { maxLength: 2 }),
  statuses: fc.subarray([...ALL_STATUSES]),
  during: fc.option(word),
  undated: fc.boolean(),
  asOf: fc.option(word),
  claim: fc.option(word),
  options,
});

it('a permalink holds everything shown: reading it gives the route back', () => {
  fc.assert(
    fc.property(route, (written) => {
      const expected = { ...written, undated: written.undated && written.during !== null };
      const address = formatRoute(written);
      expect(parseRoute(address)).toEqual(expected);
      expect(formatRoute(parseRoute(address))).toBe(address);
    }),
  );
});

it('the part of a picture that is seen survives a permalink', () => {
  const start = parseRoute('#/graph/iran?statuses=ALLEGED');
  expect(readSpot(start)).toBeNull();
  const spot = { x: -120.5, y: 40, scale: 1.25 };
  expect(readSpot(parseRoute(formatRoute(setOption(start, 'spot', formatSpot(spot)))))).toEqual(spot);
  for (const text of ['0:0:0', '0:0', 'a:b:c', '0:0:-1', ''])
    expect(readSpot(setOption(start, 'spot', text))).toBeNull();
});

it('positions survive a permalink', () => {
  const coordinate = fc.integer({ min: -9999, max: 9999 });
  const pins = fc.dictionary(
    fc.stringMatching(/^[a-z][a-z-]{0,9}$/),
    fc.record({ x: coordinate, y: coordinate }),
  );
  fc.assert(
    fc.property(pins, (placed) => {
      const written = setOption(
        parseRoute('#/graph/iran'),
        'pins',
        formatPins(new Map(Object.entries(placed))),
      );
      expect(Object.fromEntries(readPins(parseRoute(formatRoute(written))))).toEqual({ ...placed });
    }),
  );
});

it('an address without statuses, or with unknown ones, shows none', () => {
  expect(parseRoute('').statuses).toEqual([]);
  expect(parseRoute('#/?statuses=ALL,confirmed').statuses).toEqual([]);
  expect(parseRoute('#/?statuses=ALLEGED,CONFIRMED').statuses).toEqual(['CONFIRMED', 'ALLEGED']);
});

it('the id of a claim carries the scope', () => {
  const at = { statuses: [], asOf: '2031-04-13T08:00:00Z', during: '2030', undated: true };
  expect(scopedClaimId('claim:1', at)).toBe('claim:1@asOf=2031-04-13T08:00:00Z;during=2030;includeUndated');
  expect(scopedClaimId('claim:1', { ...at, asOf: null, during: null })).toBe('claim:1');
});

/** Relative luminance, as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it('each status has a word and a line of its own, and a colour that can be read', () => {
  const styles = Object.values(STATUS_STYLES);
  expect(new Set(styles.map(({ dash, width }) => `${dash} ${width}`)).size).toBe(styles.length);
  expect(new Set(styles.map(({ word }) => word)).size).toBe(styles.length);
  for (const { light, dark } of styles) {
    expect(1.05 / (luminance(light) + 0.05)).toBeGreaterThan(4.5);
    expect((luminance(dark) + 0.05) / (luminance('#14171c') + 0.05)).toBeGreaterThan(4.5);
  }
});
