import anyAscii from 'any-ascii';
import { tokenize } from './tokenize.js';

/**
 * Phonetic keys give different spellings of a name the same key: Huseyniyyun and Husseiniyyun, Qasem and Kasim, Hezbollah and
 * Hizballah.
 *
 * The rules replace letters by position and digraph, as Metaphone does (L. Philips, "Hanging on the Metaphone", Computer
 * Language 7.12, 1990). They cover what varies between romanizations of Arabic, Persian, Turkic and Slavic names: vowels,
 * doubled letters, and the pairs kh/h, q/k and w/v. A letter with two readings (c as in Azərbaycan and in Cuba) gives two keys, as
 * in Double Metaphone (C/C++ Users Journal 18.6, 2000).
 */

/** Words with fewer letters match only by their spelling, because many short words sound the same. */
const MIN_LENGTH = 4;

/** Letters whose diacritic changes the sound. */
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

/** Applied first, for both readings. Digits stand for sounds without a letter of their own: 2 is sh, 3 is ch, 4 is the y of Yemen. */
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
/** The two readings of ambiguous letters. */
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
/** Merges all vowels, except that o and u stay distinct at the start of a word; then merges doubled letters. */
const VOWEL_RULES: readonly Rule[] = [
  [/^[aeiy][aeiouy]*/, 'i'],
  [/^[ou][aeiouy]*/, 'u'],
  [/(?<!^)[aeiouy]+/g, 'a'],
  [/(.)\1+/g, '$1'],
];

/** The phonetic keys of each word of a text, in the order of `tokenize`: one or two keys per word, the likelier first. */
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
/** The cache is emptied when it is full. */
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
  return rules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), word);
}

/** True if a word is long enough to be matched by its sound while it is incomplete. */
export const hasDistinctiveSound = (word: string): boolean => word.length >= MIN_LENGTH;
