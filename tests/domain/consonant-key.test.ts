import { describe, expect, test } from 'vitest';
import { consonantKeys } from '#ascribe/domain/search/consonant-key.js';
import { spokenWords } from '#ascribe/domain/search/phonetic-key.js';

const finds = (query: string, text: string): boolean => {
  const keys = consonantKeys(spokenWords(text), 'TEXT');
  return consonantKeys(spokenWords(query), 'QUERY').some((key) => keys.includes(key));
};

describe('names with and without vowels share a key', () => {
  test.each([
    ['حماس', 'Hamas'],
    ['حزب الله', 'Hezbollah'],
    ['الشباب', 'Shabaab'],
    ['الشباب', 'al-Shabaab'],
    ['عبد الرحمن', 'Abdurrahman'],
    ['عبدالرحمن', 'Abd al-Rahman'],
    ['قاسم', 'Qasem'],
    ['حركة', 'Harakat'],
    ['حركة', 'Haraka'],
    ['بغداد', 'Baghdad'],
    ['گرگان', 'Gorgan'],
    ['תהראן', 'Tehran'],
    ['حماس', 'ХАМАС'],
  ])('%s, %s', (abjad, voweled) => {
    expect(finds(voweled, abjad)).toBe(true);
    expect(finds(abjad, voweled)).toBe(true);
  });
});

test.each([
  ['Hamas', 'Hums'],
  ['حماس', 'خميس'],
  ['Hamas', 'حزب'],
  ['Ali', 'علي'],
  ['北京', 'بيجين'],
])('%s does not find %s', (query, text) => {
  expect(finds(query, text)).toBe(false);
});
