import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuote } from '#ascribe/ingest/resolve/find-quote.js';
import { createPassageFinder } from '#ascribe/ingest/resolve/nearest-passage.js';
import { normalizeText } from '#ascribe/ingest/resolve/normalize-text.js';

const TEXT =
  "“Héllo”  wörld — “it’s”\n\nSecond pára😀graph e\u0301t 한글 \u1112\u1161\u11ab here.\n \nThird: it's.";

/** The part of the text at which a quote was found. */
function passageOf(text: string, quote: string, paragraph: number | null = null): string | null {
  const passage = findQuote(normalizeText(text), quote, paragraph);
  return passage && [...text].slice(passage.start, passage.end).join('');
}

describe('findQuote', () => {
  it.each([
    ['with ASCII for typographic quotes and dashes', '"Héllo" wörld - "it\'s"', '“Héllo”  wörld — “it’s”'],
    ['across the end of a paragraph', 'it’s” Second', 'it’s”\n\nSecond'],
    ['with composed accents', 'ét', 'e\u0301t'],
    ['with decomposed accents', 'pa\u0301ra', 'pára'],
    ['after characters outside the basic plane', 'graph', 'graph'],
    ['with composed Hangul', '한 here', '\u1112\u1161\u11ab here'],
    ['in two parts', 'wörld […] Second', 'wörld — “it’s”\n\nSecond'],
    [
      'in two parts, with three dots',
      'wörld [...] here',
      'wörld — “it’s”\n\nSecond pára😀graph e\u0301t 한글 \u1112\u1161\u11ab here',
    ],
    ['in parts, as close together as possible', "it's […] .", "it's."],
  ])('finds a quote %s', (_, quote, expected) => {
    expect(passageOf(TEXT, quote, quote === "it's […] ." ? 3 : null)).toBe(expected);
  });

  it.each(['Héllo wörld', 'Second […] wörld', 'second', 'it’s” […] Héllo'])('does not find "%s"', (quote) => {
    expect(passageOf(TEXT, quote)).toBeNull();
  });

  it('prefers the given paragraph, otherwise the first occurrence', () => {
    const text = 'one two\n\none two\n\none three';
    const passages = [null, 1, 2, 3, 9].map((paragraph) =>
      findQuote(normalizeText(text), 'one two', paragraph),
    );
    expect(passages.map((passage) => [passage?.start, passage?.paragraph])).toEqual([
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

/** Characters with their marks, so that a passage never begins within one. */
const character = fc.oneof(
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

/** The same character as someone else might type it. */
const retyped = (one: string, choice: number): string => {
  if (/^\s+$/u.test(one)) return [' ', '\n', '\u2003 ', '\t'][choice % 4] ?? ' ';
  const same = SAME[plainOf(one)];
  if (same !== undefined) return same[choice % same.length] ?? one;
  return choice % 2 === 0 ? one.normalize('NFD') : one.normalize('NFC');
};

const isSpace = (one: string | undefined): boolean => /^\s+$/u.test(one ?? '');
const countCodePoints = (characters: readonly string[]): number => [...characters.join('')].length;

describe('any passage of any text', () => {
  it('is found at its position, however its white space, quotes, dashes and accents are typed', () => {
    const cases = fc.record({
      characters: fc.array(character, { minLength: 1, maxLength: 60 }),
      from: fc.nat(59),
      length: fc.integer({ min: 1, max: 30 }),
      choices: fc.array(fc.nat(11), { minLength: 60, maxLength: 60 }),
    });
    fc.assert(
      fc.property(cases, ({ characters, from, length, choices }) => {
        let begin = from % characters.length;
        let end = Math.min(begin + length, characters.length);
        while (begin < end && isSpace(characters[begin])) begin++;
        while (begin < end && isSpace(characters[end - 1])) end--;
        fc.pre(begin < end);
        const text = characters.join('');
        const chosen = characters.slice(begin, end);
        const quote = chosen.map((one, index) => retyped(one, choices[index] ?? 0)).join('');
        const passage = findQuote(normalizeText(text), quote, null);
        const { normalized } = normalizeText(text);
        const sought = normalizeText(chosen.join('')).normalized;
        // The same words may occur earlier in the text; then that occurrence is found.
        if (normalized.indexOf(sought) === normalized.lastIndexOf(sought)) {
          expect(passage).toMatchObject({
            start: countCodePoints(characters.slice(0, begin)),
            end: countCodePoints(characters.slice(0, end)),
          });
        } else {
          const words = [...text].slice(passage?.start, passage?.end).join('');
          expect(normalizeText(words).normalized).toBe(sought);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('createPassageFinder', () => {
  const text = normalizeText(
    'One word.\n\nThe ministry accused Arland of paying the River Front for years.\n\nMore of the same.',
  );

  it('finds the most similar passage, with its paragraph', () => {
    expect(createPassageFinder(text)('The ministry accuses Arland of paying the River Front')).toEqual({
      passage: 'The ministry accused Arland of paying the River Front',
      paragraph: 2,
    });
  });

  it('finds nothing if no word of the quote is in the text', () => {
    expect(createPassageFinder(text)('zzz yyy')).toBeNull();
  });
});

describe('10,000 quotes in a text of a megabyte', () => {
  it('take seconds of CPU time, whether they are found or not', () => {
    const words = Array.from({ length: 160_000 }, (_, index) => `w${(index * 7919) % 5000}`);
    const text = words.join(' ');
    const begin = process.cpuUsage();
    const normalized = normalizeText(text);
    const findNearest = createPassageFinder(normalized);
    for (let index = 0; index < 10_000; index++) {
      const quote = words.slice(index * 15, index * 15 + 12).join(' ');
      if (index % 2 === 0) expect(findQuote(normalized, quote, null)).not.toBeNull();
      else if (findQuote(normalized, `${quote} nowhere`, null) === null) findNearest(`${quote} nowhere`);
    }
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1e6).toBeLessThan(15);
  });
});
