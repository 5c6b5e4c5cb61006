import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuote } from '#ascribe/ingest/resolve/find-quote.js';
import { createPassageFinder } from '#ascribe/ingest/resolve/nearest-passage.js';
import { normalizeText } from '#ascribe/ingest/resolve/normalize-text.js';

const TEXT =
  "“Héllo”  wörld — “it’s”\n\nSecond pára😀graph e\u0301t 한글 \u1112\u1161\u11ab here.\n \nThird: it's.";

/** The words of the text at which a quote was found. */
function foundIn(text: string, quote: string, paragraph: number | null = null): string | null {
  const place = findQuote(normalizeText(text), quote, paragraph);
  return place && [...text].slice(place.start, place.end).join('');
}

describe('a quote is found', () => {
  it.each([
    [
      'with plain quotes and dashes for typographic ones',
      '"Héllo" wörld - "it\'s"',
      '“Héllo”  wörld — “it’s”',
    ],
    ['over the end of a paragraph', 'it’s” Second', 'it’s”\n\nSecond'],
    ['with its accents composed', 'ét', 'e\u0301t'],
    ['with its accents apart', 'pa\u0301ra', 'pára'],
    ['after characters beyond the basic plane', 'graph', 'graph'],
    ['with Hangul composed', '한 here', '\u1112\u1161\u11ab here'],
    ['in two parts', 'wörld […] Second', 'wörld — “it’s”\n\nSecond'],
    [
      'in two parts, with dots',
      'wörld [...] here',
      'wörld — “it’s”\n\nSecond pára😀graph e\u0301t 한글 \u1112\u1161\u11ab here',
    ],
    ['in parts at their nearest', "it's […] .", "it's."],
  ])('%s', (_, quote, expected) => {
    expect(foundIn(TEXT, quote, quote === "it's […] ." ? 3 : null)).toBe(expected);
  });

  it.each(['Héllo wörld', 'Second […] wörld', 'second', 'it’s” […] Héllo'])(
    'only if it stands there: not "%s"',
    (quote) => {
      expect(foundIn(TEXT, quote)).toBeNull();
    },
  );

  it('in the paragraph that was named, and else where it first stands', () => {
    const text = 'one two\n\none two\n\none three';
    const places = [null, 1, 2, 3, 9].map((paragraph) =>
      findQuote(normalizeText(text), 'one two', paragraph),
    );
    expect(places.map((place) => [place?.start, place?.paragraph])).toEqual([
      [0, 1],
      [0, 1],
      [9, 2],
      [0, 1],
      [0, 1],
    ]);
  });
});

const MARKS = ["'", '‘', '’', '"', '“', '”', '-', '–', '—', '‑'];
const SAME: Readonly<Record<string, readonly string[]>> = {
  "'": ["'", '‘', '’'],
  '"': ['"', '“', '”', '«'],
  '-': ['-', '–', '—', '−'],
};
const plainOf = (mark: string): string =>
  Object.keys(SAME).find((plain) => mark === plain || SAME[plain]?.includes(mark)) ?? mark;

/** Signs that no cut can tear: a letter with its marks, a space, a typographic mark. */
const sign = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'c',
      'é',
      'e\u0301',
      '한',
      '😀',
      'ж',
      'ع',
      '\u1112\u1161\u11ab',
      'ﬁ',
      'a\u0323\u0301',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(' ', '  ', '\n', '\n\n', '\u00a0', ' \t ', '\r\n') },
  { weight: 1, arbitrary: fc.constantFrom(...MARKS) },
);

/** The same sign as another hand would type it. */
const retyped = (one: string, choice: number): string => {
  if (/^\s+$/u.test(one)) return [' ', '\n', '\u2003 ', '\t'][choice % 4] ?? ' ';
  const same = SAME[plainOf(one)];
  if (same !== undefined) return same[choice % same.length] ?? one;
  return choice % 2 === 0 ? one.normalize('NFD') : one.normalize('NFC');
};

const isSpace = (one: string | undefined): boolean => /^\s+$/u.test(one ?? '');
const points = (signs: readonly string[]): number => [...signs.join('')].length;

describe('any passage of any text', () => {
  it('is found at its place, however its white space, quotes, dashes and accents are typed', () => {
    const cases = fc.record({
      signs: fc.array(sign, { minLength: 1, maxLength: 60 }),
      from: fc.nat(59),
      length: fc.integer({ min: 1, max: 30 }),
      choices: fc.array(fc.nat(11), { minLength: 60, maxLength: 60 }),
    });
    fc.assert(
      fc.property(cases, ({ signs, from, length, choices }) => {
        let begin = from % signs.length;
        let end = Math.min(begin + length, signs.length);
        while (begin < end && isSpace(signs[begin])) begin++;
        while (begin < end && isSpace(signs[end - 1])) end--;
        fc.pre(begin < end);
        const text = signs.join('');
        const chosen = signs.slice(begin, end);
        const quote = chosen.map((one, index) => retyped(one, choices[index] ?? 0)).join('');
        const place = findQuote(normalizeText(text), quote, null);
        const { normalized } = normalizeText(text);
        const sought = normalizeText(chosen.join('')).normalized;
        // What reads the same may stand earlier in the text: then that is found.
        if (normalized.indexOf(sought) === normalized.lastIndexOf(sought)) {
          expect(place).toMatchObject({
            start: points(signs.slice(0, begin)),
            end: points(signs.slice(0, end)),
          });
        } else {
          const words = [...text].slice(place?.start, place?.end).join('');
          expect(normalizeText(words).normalized).toBe(sought);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a quote that does not stand in the text', () => {
  const text = normalizeText(
    'One word.\n\nThe ministry accused Arland of paying the River Front for years.\n\nMore of the same.',
  );

  it('is shown the nearest passage with its paragraph', () => {
    expect(createPassageFinder(text)('The ministry accuses Arland of paying the River Front')).toEqual({
      passage: 'The ministry accused Arland of paying the River Front',
      paragraph: 2,
    });
  });

  it('is shown none where no word of it stands there', () => {
    expect(createPassageFinder(text)('zzz yyy')).toBeNull();
  });
});

describe('ten thousand quotes in a text of a megabyte', () => {
  it('take seconds, whether they stand there or not', () => {
    const words = Array.from({ length: 160_000 }, (_, index) => `w${(index * 7919) % 5000}`);
    const text = words.join(' ');
    const begin = performance.now();
    const plain = normalizeText(text);
    const nearest = createPassageFinder(plain);
    for (let index = 0; index < 10_000; index++) {
      const quote = words.slice(index * 15, index * 15 + 12).join(' ');
      if (index % 2 === 0) expect(findQuote(plain, quote, null)).not.toBeNull();
      else if (findQuote(plain, `${quote} nowhere`, null) === null) nearest(`${quote} nowhere`);
    }
    expect(performance.now() - begin).toBeLessThan(15_000);
  });
});
