import { describe, expect, test } from 'vitest';
import { joinedPhoneticKeys, phoneticKeysOfWord, spokenWords } from '#ascribe/domain/search/phonetic-key.js';

const phoneticKeys = (name: string) => spokenWords(name).map(phoneticKeysOfWord);
const sounds = (name: string) => phoneticKeys(name).map((keys) => new Set(keys));
const shareKeys = (one: string, other: string) => {
  const [ones, others] = [sounds(one), sounds(other)];
  return (
    ones.length === others.length &&
    ones.every((keys, index) => [...keys].some((key) => others[index]?.has(key)))
  );
};

describe('spellings of one name share a key', () => {
  test.each([
    ['Husseiniyyun', 'Huseyniyyun', 'Hosseiniyoun', 'Huseyniyun'],
    ['Hezbollah', 'Hizbullah', 'Hizballah', 'Хезболла'],
    ['Qasem', 'Kasim', 'Qassem', 'Qāsim', 'Касем'],
    ['Muhammad', 'Mohammed', 'Mohamed', 'Мохаммад'],
    ['Azerbaijan', 'Azerbaycan', 'Azərbaycan', 'Азербайджан', 'Azerbaidzhan'],
    ['Zangezur', 'Zəngəzur', 'Zangazur', 'Зангезур'],
    ['Khamenei', 'Hamaney', 'Xamenei', 'Хаменеи'],
    ['Soleimani', 'Sulaymani', 'Süleymani', 'Сулеймани'],
    ['Sharif', 'Şerif', 'Шариф'],
    ['Karabakh', 'Qarabakh', 'Карабах'],
    ['Aliyev', 'Əliyev', 'Алиев'],
    ['Abu Dhabi', 'Abu Dabi', 'Абу Даби'],
    ['Ramadan', 'Ramadhan'],
    ['Ramazan', 'Ramadhan'],
    ['Waziristan', 'Vaziristan'],
    ['Ali', 'Али'],
  ])('%s, %s', (first, ...others) => {
    for (const other of others) expect(shareKeys(first, other), other).toBe(true);
  });
});

test.each([
  ['Abdulrahman', 'Abdurrahman', 'Abdelrahman', 'Abd al-Rahman', 'Abd ar-Rahman', 'Abd-ul Rehman'],
  ['Abdulkarim', 'Abd al-Karim', 'Abdel Kareem'],
  ['Nureddin', 'Nur al-Din', 'Nour ed-Din', 'Nuruddin'],
  ['al-Shabaab', 'ash-Shabab', 'Al Shabab', 'Alshabaab'],
])('%s written as one word shares a key with %s', (...spellings) => {
  const [first = [], ...others] = spellings.map((spelling) => joinedPhoneticKeys(spokenWords(spelling)));
  for (const keys of others) expect(keys.filter((key) => first.includes(key))).not.toEqual([]);
});

describe('different names share no key', () => {
  test.each([
    ['Iran', 'Oran'],
    ['Iran', 'Iraq'],
    ['Yemen', 'Amin'],
    ['Arland', 'Borland'],
    ['Shamil', 'Samil'],
    ['Hamas', 'Hums'],
    ['Ali', 'Eli'],
    ['Al Qaeda', 'Al Gaida'],
    ['Front 7', 'Front 8'],
    ['Baku', 'Batumi'],
    ['Syria', 'Serbia'],
  ])('%s, %s', (one, other) => {
    expect(shareKeys(one, other)).toBe(false);
  });

  test('Iran and Iron share a key, which is why exact spelling ranks first', () => {
    expect(shareKeys('Iran', 'Iron')).toBe(true);
  });
});

test('each word has keys, even in unknown scripts', () => {
  expect(phoneticKeys('北京 2031 ISIS-K')).toHaveLength(4);
  expect(phoneticKeys('… !')).toEqual([]);
  for (const keys of phoneticKeys('🌋 x ⰀⰁ q')) expect(keys.join('')).not.toBe('');
});
