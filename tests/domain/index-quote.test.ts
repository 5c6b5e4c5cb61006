import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexQuote, indexText } from '#ascribe/domain/search/index-text.js';

const WORDS = [
  ...[
    'the',
    'The',
    'Lanterns',
    'U.N.I.T.A.',
    'a b',
    "Qur'an",
    'Straße',
    'Şerif',
    'ﬁnance',
    '２０３１',
    'nhk',
    'Ϲ𝐚r',
  ],
  ...[
    'الزيتون',
    'والزيتون',
    'رود',
    '北京大学',
    'カタカナ',
    '한국어',
    'ภาษาไทย',
    '',
    ' ',
    '\n',
    '–',
    '…',
    '\u00AD',
    '´',
  ],
];

test('the tokens of a quote are those that the index of its whole text has', () => {
  const quote = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 8 })), {
    maxLength: 8,
  });
  const property = fc.property(quote, fc.constantFrom(' ', '', ', '), (words, between) => {
    const text = words.join(between);
    const sorted = (tokens: string) => tokens.split(' ').sort();
    expect(sorted(indexQuote(text))).toEqual(sorted(indexText('QUOTE', text).tokens));
  });
  fc.assert(property, { numRuns: 2000 });
});
