import { expect, test } from 'vitest';
import { findHighlights } from '#ascribe/domain/search/highlights.js';

/** The highlighted parts of each matching text. */
const highlightsOf = (query: string, ...texts: string[]) =>
  findHighlights(
    query,
    texts.map((text) => ({ field: 'NAME', text })),
  ).map(({ text, ranges }) => ranges.map(({ start, end }) => [...text].slice(start, end).join('')));

test.each([
  ['each occurrence of a word', 'river', 'River of rivers, the River', ['River', 'rivers', 'River']],
  ['the last word as a prefix, others as whole words', 'front riv', 'Riverine Front', ['Riverine', 'Front']],
  ['after characters of two UTF-16 units', 'front', '🌋🌋 Front', ['Front']],
  ['a word with accents', 'gobekli', 'Göbekli Tepe', ['Göbekli']],
  ['a different spelling', 'huseyniyyun', 'the Husseiniyyun', ['Husseiniyyun']],
  ['a different script', 'Hezbollah', 'Ливанская «Хезболла»', ['Хезболла']],
])('highlights %s', (_, query, text, parts) => {
  expect(highlightsOf(query, text)).toEqual([parts]);
});

test('a text without all words of the query has no highlights', () => {
  expect(highlightsOf('river front', 'River', 'Front', 'River Front')).toEqual([['River', 'Front']]);
});
