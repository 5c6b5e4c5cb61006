import { describe, expect, it } from 'vitest';
import { buildCitation, buildClaim, buildDocument, checkFiles } from './document-builder.js';

describe('10 MB', () => {
  /** Just below 10 MB of a document whose text repeats these words. */
  const bigText = (words: string): string =>
    words.repeat(Math.floor(10_400_000 / Buffer.byteLength(JSON.stringify(words).slice(1, -1))));
  it.each([
    ['Latin', 'a b '],
    ['Latin, whose title makes two bytes of each character,', 'a b ', 'Money…'],
    ['Latin beyond ASCII', 'é'],
    ['one word', 'a'],
    ['Cyrillic', 'слово '],
    ['Chinese', '词'],
    ['Gothic', '𐌰'],
    ['Devanagari', 'क्षि'],
    ['marks', '\u0301'],
    ['Hangul jamo', '\u1112'],
    ['spaces', ' '],
    ['blank lines', 'a\n \n'],
    ['emoji', '👩‍🚒'],
  ])(
    'of %s are read, and their last quote is found',
    async (_, words, title = 'Money') => {
      const text = `${bigText(words)} the end`;
      const claims = [
        buildClaim({
          citations: [buildCitation({ quote: 'the end' }), buildCitation({ quote: 'not there' })],
        }),
      ];
      const problems = await checkFiles({
        'big.json': JSON.stringify(buildDocument({ article: { text, title }, claims })),
      });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/QUOTE_NOT_FOUND "not there" is not in the text/);
    },
    600_000,
  );

  it.each([
    ['a string', (key: string) => `{"${key}": "${'ж'.repeat(5_000_000)}"}`],
    ['white space', (key: string) => `{"${key}":${' '.repeat(9_000_000)}"ж"}`],
    ['digits', (key: string) => `{"${key}": ${'1'.repeat(9_000_000)}, "ж": 1}`],
    ['letters', (key: string) => `{"${key}": ${'a'.repeat(9_000_000)}, "ж": 1}`],
    ['brackets', (key: string) => `{"${key}": ${'['.repeat(9_000_000)}`],
  ])(
    'of %s are refused in words',
    async (_, source) => {
      for (const name of ['a.json', 'a.yaml', 'a.jsonl']) {
        const problems = await checkFiles({ [name]: source('ascribe') });
        expect(problems.length).toBeGreaterThan(0);
        for (const problem of problems) expect(problem).toMatch(/INVALID_DOCUMENT|LIMIT_EXCEEDED/);
      }
    },
    600_000,
  );
});
