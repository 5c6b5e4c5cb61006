import anyAscii from 'any-ascii';
import { searchWords } from './tokenize.js';

/**
 * Writes a name's sound, so that the spellings of one name meet: Huseyniyyun and Husseiniyyun, Qasem and Kasim, Hezbollah and Hizballah.
 * Rules by position and digraph, as in Metaphone (L. Philips, "Hanging on the Metaphone", Computer Language 7.12, 1990), made for what
 * romanizations of Arabic, Persian, Turkic and Slavic names leave open: vowels, doubled letters, kh and h, q and k, w and v. Where a letter
 * is read in two ways (c as in Azərbaycan and in Cuba) there are two keys, as in Double Metaphone (C/C++ Users Journal 18.6, 2000).
 */

/** Shorter words have too many that sound alike: they meet in the same letters only. */
const SHORTEST = 4;

/** Letters whose mark tells a sound that the plain letter does not. */
const SPELLED: Readonly<Record<string, string>> = {
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
const SHARED: readonly Rule[] = [
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
const READINGS: readonly (readonly Rule[])[] = [
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
const VOWELS: readonly Rule[] = [
  [/^[aeiy][aeiouy]*/, 'i'],
  [/^[ou][aeiouy]*/, 'u'],
  [/(?<!^)[aeiouy]+/g, 'a'],
  [/(.)\1+/g, '$1'],
];

/** For each word of the text, in the order of `searchWords`, its sounds: one or two keys, the first the likelier. */
export function soundsOf(text: string): (readonly string[])[] {
  return searchWords(spelled(text)).map(soundKeys);
}

function spelled(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text.normalize('NFC').replace(/[şșšçčćžğ]/gi, (letter) => SPELLED[letter.toLowerCase()] ?? letter);
}

const known = new Map<string, readonly string[]>();
/** Words repeat; the most that are remembered. */
const MOST_KNOWN = 20_000;

function soundKeys(word: string): readonly string[] {
  const found = known.get(word);
  if (found !== undefined) return found;
  const keys = newKeys(word);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, keys);
  return keys;
}

function newKeys(word: string): readonly string[] {
  const latin = /^[a-z0-9]+$/.test(word)
    ? word
    : anyAscii(word)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '');
  if (latin === '') return [word];
  if (latin.length < SHORTEST || /\d/.test(latin)) return [latin];
  const shared = applied(latin, SHARED);
  return [...new Set(READINGS.map((reading) => applied(applied(shared, reading), VOWELS)))];
}

function applied(word: string, rules: readonly Rule[]): string {
  return rules.reduce((sound, [pattern, by]) => sound.replace(pattern, by), word);
}

/** Whether a word that is only begun can be told by its sound. */
export const isTelling = (word: string): boolean => word.length >= SHORTEST;
