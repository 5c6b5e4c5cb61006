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
    ['القاهرة', ['القاهره']],
    ['كَتَائِب كتـــائب', ['كتايب', 'كتايب']],
    ['حزب‌الله إیران کمیته', ['حزبالله', 'ايران', 'كميته']],
    ['Ελλάς', ['ελλασ']],
    ['צה״ל, בן', ['צהל', 'בנ']],
    ['Oʻzbekiston, Tʹverʹ, Sana´a', ['ozbekiston', 'tver', 'sanaa']],
    ['fi­nances, Ri\u200bver, \ufeffFront, \u202eeast', ['finances', 'river', 'front', 'east']],
    ['eﬀective oﬃce ＦＲＯＮＴ 𝐅𝐫𝐨𝐧𝐭', ['effective', 'office', 'front', 'front']],
    ['١٤٠٠ ۱۴۰۰ १२', ['1400', '1400', '12']],
    ['Rivеr Frоnt ΝORLAC', ['river', 'front', 'norlac']],
    ['Mockвa Москвa Mосkba ΑΘHΝΑ µTorrent', ['mockba', 'москва', 'mockba', 'αθηνα', 'utorrent']],
    ['СССР ΝΑΤΟ', ['ссср', 'νατο']],
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

  test('stay the same when tokenized again, also where alphabets are mixed', () => {
    const letter = fc.constantFrom(...'aAbBhHnNvVyYuUзЗаАвВнНлЛһҺαΑηΗνΝυΥθΘıİß');
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 6 }), (text) => {
        const words = tokenize(text);
        expect(tokenize(words.join(' '))).toEqual(words);
        expect(tokenizeWithOffsets(text).map(({ word }) => word)).toEqual(words);
      }),
      { numRuns: 2000 },
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
