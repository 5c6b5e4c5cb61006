import { expect, test } from 'vitest';
import { findHighlights } from '#ascribe/domain/search/highlights.js';

/** The marked parts of a text, for each text that is shown. */
const marked = (question: string, ...texts: string[]) =>
  findHighlights(
    question,
    texts.map((text) => ({ field: 'NAME', text })),
  ).map(({ text, ranges }) => ranges.map(({ start, end }) => [...text].slice(start, end).join('')));

test.each([
  ['a word as it is written, each time', 'river', 'River of rivers, the River', ['River', 'rivers', 'River']],
  ['the last word as a beginning, others whole', 'front riv', 'Riverine Front', ['Riverine', 'Front']],
  ['beside letters of two units', 'front', '🌋🌋 Front', ['Front']],
  ['with its accents', 'gobekli', 'Göbekli Tepe', ['Göbekli']],
  ['in another spelling', 'huseyniyyun', 'the Husseiniyyun', ['Husseiniyyun']],
  ['in another script', 'Hezbollah', 'Ливанская «Хезболла»', ['Хезболла']],
])('shows %s', (_, question, text, parts) => {
  expect(marked(question, text)).toEqual([parts]);
});

test('shows no text in which a word is missing', () => {
  expect(marked('river front', 'River', 'Front', 'River Front')).toEqual([['River', 'Front']]);
});
