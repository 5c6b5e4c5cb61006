import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenize, tokenizeWithOffsets } from '#ascribe/domain/search/tokenize.js';

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
    expect(tokenize(text)).toEqual(words);
  });

  test('do not depend on Unicode composition', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokenize(text.normalize('NFD'))).toEqual(tokenize(text.normalize('NFC')));
      }),
    );
  });

  test('stay the same when tokenized again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = tokenize(text);
        expect(tokenize(words.join(' '))).toEqual(words);
      }),
    );
  });

  test('have positions in code points that include combining marks', () => {
    const text = '🌋 Göbekli, ﬁn «ISIS-K» ʿAlī';
    const found = tokenizeWithOffsets(text).map(({ word, start, end }) => [
      word,
      [...text].slice(start, end).join(''),
    ]);
    expect(found).toEqual([
      ['gobekli', 'Göbekli'],
      ['fin', 'ﬁn'],
      ['isis', 'ISIS'],
      ['k', 'K'],
      ['ali', 'Alī'],
    ]);
  });

  test('are the same with positions as without', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const placed = tokenizeWithOffsets(text);
        expect(placed.map(({ word }) => word)).toEqual(tokenize(text));
        const length = [...text].length;
        for (const { start, end } of placed) expect(0 <= start && start < end && end <= length).toBe(true);
      }),
    );
  });
});
