import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankHit, type Searchable, searchWords } from '#ascribe/domain/search-terms.js';

describe('the words of a text', () => {
  test.each([
    ['The Lanterns', ['the', 'lanterns']],
    ['  ISIS-K / (Khorasan) ', ['isis', 'k', 'khorasan']],
    ['Göbekli Tepe', ['gobekli', 'tepe']],
    ['Şanlıurfa', ['sanliurfa']],
    ['DIYARBAKIR', ['diyarbakir']],
    ['İstanbul', ['istanbul']],
    ['Bakı, Gəncə', ['baki', 'gence']],
    ['Straße', ['strasse']],
    ['Łódź', ['lodz']],
    ['Ærø', ['aero']],
    ['Þórr ok Óðinn', ['thorr', 'ok', 'odinn']],
    ["Qur'an, ʿAli, Sana’a", ['quran', 'ali', 'sanaa']],
    ['ﬁnance ２０３１', ['finance', '2031']],
    ['Ελλάδα', ['ελλαδα']],
    ['Москва', ['москва']],
    ['القاهرة', ['القاهرة']],
    ['北京', ['北京']],
    ['… — !', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  test('are the same however the letters are composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(searchWords(text.normalize('NFD'))).toEqual(searchWords(text.normalize('NFC')));
      }),
    );
  });

  test('are left as they are when they are searched once more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = searchWords(text);
        expect(searchWords(words.join(' '))).toEqual(words);
      }),
    );
  });
});

describe('how well a record answers', () => {
  const group: Searchable = {
    name: 'Order of the Lanterns',
    aliases: ['Fanous', 'Lamp Bearers'],
    description: 'An armed group that hides in the harbour of Norland.',
  };
  const article: Searchable = { title: 'Lanterns raid the harbour' };
  const rank = (asked: string, record = group) => rankHit(searchWords(asked), record);

  test.each([
    ['the whole name', 'order OF the lanterns', 0, 'NAME'],
    ['a whole alias', 'fanous', 1, 'ALIAS'],
    ['the beginning of the name', 'order of th', 2, 'NAME'],
    ['words of the name, in any order, the last only begun', 'lanterns ord', 3, 'NAME'],
    ['words of one alias', 'bearers la', 4, 'ALIAS'],
    ['words of the description', 'norland harb', 6, 'DESCRIPTION'],
  ] as const)('%s', (_, asked, tier, field) => {
    expect(rank(asked)).toEqual({ tier, field });
  });

  test('words of a title', () => {
    expect(rank('harbour lan', article)).toEqual({ tier: 5, field: 'TITLE' });
  });

  test.each([
    ['a word that is nowhere', 'torches'],
    ['words that no one field holds together', 'fanous harbour'],
    ['words of two aliases', 'fanous bearers'],
    ['a word that is only begun, before the last', 'lant order'],
    ['the end of a word', 'anterns'],
  ])('not at all: %s', (_, asked) => {
    expect(rank(asked)).toBeNull();
  });

  test('a record without a text answers nothing', () => {
    expect(rank('lanterns', {})).toBeNull();
    expect(rank('lanterns', { description: null })).toBeNull();
  });
});
