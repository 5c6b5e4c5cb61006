import anyAscii from 'any-ascii';
import { tokenize } from './tokenize.js';

/**
 * Writes a name's sound, so that the spellings of one name meet: Huseyniyyun and Husseiniyyun, Qasem and Kasim, Hezbollah and Hizballah.
 * Rules by position and digraph, as in Metaphone (L. Philips, "Hanging on the Metaphone", Computer Language 7.12, 1990), made for what
 * romanizations of Arabic, Persian, Turkic and Slavic names leave open: vowels, doubled letters, kh and h, q and k, w and v. Where a letter
 * is read in two ways (c as in Azərbaycan and in Cuba) there are two keys, as in Double Metaphone (C/C++ Users Journal 18.6, 2000).
 */

/** Shorter words have too many that sound alike: they meet in the same letters only. */
const MIN_LENGTH = 4;

/** Letters whose mark tells a sound that the plain letter does not. */
const DIACRITIC_SPELLINGS: Readonly<Record<string, string>> = {
  ş: 'sh',
  ș: 'sh',
  š: 'sh',
  ç: 'ch',
  č: 'ch',
  ć: 'ch',
  ž: 'zh',
  ğ: 'gh',
};

type Rule = readonly [pattern: RegExp, sound: string];

/** Before any other: what both readings share. The digits are sounds that one letter does not write: 2 is sh, 3 is ch, 4 the y of Yemen. */
const COMMON_RULES: readonly Rule[] = [
  [/(?<=[aeiou])h$/, ''],
  [/dzh|dj/g, 'j'],
  [/zh/g, 'j'],
  [/sh/g, '2'],
  [/t?ch/g, '3'],
  [/ck/g, 'k'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/q/g, 'k'],
  [/w/g, 'v'],
  [/^y(?=[aeiou])/, '4'],
];
/** Letters that are read in two ways. */
const READING_RULES: readonly (readonly Rule[])[] = [
  [
    [/c/g, 'k'],
    [/x/g, 'ks'],
    [/dh/g, 'd'],
  ],
  [
    [/c/g, 'j'],
    [/x/g, 'h'],
    [/dh/g, 'z'],
  ],
];
/** All vowels are one, but at the beginning, where o and u stand apart; then letters that stand twice are one. */
const VOWEL_RULES: readonly Rule[] = [
  [/^[aeiy][aeiouy]*/, 'i'],
  [/^[ou][aeiouy]*/, 'u'],
  [/(?<!^)[aeiouy]+/g, 'a'],
  [/(.)\1+/g, '$1'],
];

/** For each word of the text, in the order of `searchWords`, its sounds: one or two keys, the first the likelier. */
export function phoneticKeys(text: string): (readonly string[])[] {
  return tokenize(spellOutDiacritics(text)).map(phoneticKeysOfWord);
}

function spellOutDiacritics(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[şșšçčćžğ]/gi, (letter) => DIACRITIC_SPELLINGS[letter.toLowerCase()] ?? letter);
}

const keyCache = new Map<string, readonly string[]>();
/** Words repeat; the most that are remembered. */
const MAX_CACHED = 20_000;

function phoneticKeysOfWord(word: string): readonly string[] {
  const found = keyCache.get(word);
  if (found !== undefined) return found;
  const keys = computePhoneticKeys(word);
  if (keyCache.size >= MAX_CACHED) keyCache.clear();
  keyCache.set(word, keys);
  return keys;
}

function computePhoneticKeys(word: string): readonly string[] {
  const latin = /^[a-z0-9]+$/.test(word)
    ? word
    : anyAscii(word)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '');
  if (latin === '') return [word];
  if (latin.length < MIN_LENGTH || /\d/.test(latin)) return [latin];
  const shared = applyRules(latin, COMMON_RULES);
  return [...new Set(READING_RULES.map((reading) => applyRules(applyRules(shared, reading), VOWEL_RULES)))];
}

function applyRules(word: string, rules: readonly Rule[]): string {
  return rules.reduce((sound, [pattern, by]) => sound.replace(pattern, by), word);
}

/** Whether a word that is only begun can be told by its sound. */
export const hasDistinctiveSound = (word: string): boolean => word.length >= MIN_LENGTH;
