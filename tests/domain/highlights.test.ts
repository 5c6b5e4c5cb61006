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
  ['words that the query joins', 'alshabaab', 'Harakat al-Shabaab', ['al-Shabaab']],
  ['a word that the query parts', 'o brien', 'Sean O’Brien', ['O’Brien']],
  ['a name that is joined and spelled otherwise', 'Abdulrahman', 'Abd al-Rahman Tolmi', ['Abd al-Rahman']],
  ['letters that are one word in the query', 'unita', 'The U.N.I.T.A.', ['U.N.I.T.A']],
  ['a word with the Arabic article', 'زيتون', 'كتائب الزيتون', ['الزيتون']],
  ['a part of a run', '人民', '河谷人民解放阵线，人民', ['人民', '人民']],
  ['a part of a Korean run', '전선', '강변해방전선', ['전선']],
  ['a part across words of a run', '海同', '北海 同盟', ['海 同']],
  ['a word with invisible characters', 'river', 'Ri\u200bver\u00ad Front', ['Ri\u200bver']],
])('highlights %s', (_, query, text, parts) => {
  expect(highlightsOf(query, text)).toEqual([parts]);
});

test('a text without all words of the query has no highlights', () => {
  expect(highlightsOf('river front', 'River', 'Front', 'River Front')).toEqual([['River', 'Front']]);
});

test('with match: EXACT, words that only sound alike are not highlighted', () => {
  const texts = [{ field: 'NAME', text: 'Iron, Iran, I.R.A.N.' }] as const;
  const partsOf = (match: 'EXACT' | 'SIMILAR') =>
    findHighlights('iran', texts, match)[0]?.ranges.map(({ start, end }) => texts[0].text.slice(start, end));
  expect(partsOf('EXACT')).toEqual(['Iran', 'I.R.A.N']);
  expect(partsOf('SIMILAR')).toEqual(['Iron', 'Iran', 'I.R.A.N']);
});
