import anyAscii from 'any-ascii';
import { memoize } from '../memoize.js';
import { tokenize, truncateWord } from './tokenize.js';

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

/** The words of a text, as many as in `tokenize`, spelled as the letters with diacritics sound: Şerif is `sherif`. */
export const spokenWords = (text: string): string[] => tokenize(spellOutDiacritics(text));

/**
 * The Arabic article as a word of its own: `al`, or with its consonant assimilated to the next word's, as in ar-Rahman and ash-Sham.
 */
const ARTICLE = /(?<=^| )([aeiou])(?:l|(t|th|d|dh|r|z|s|sh|n)(?= \2)) (?=.)/g;
/** The article inside a joined name, before a consonant to which it is assimilated in speech. */
const JOINED_ARTICLE = /^(abd[aeou])l(?=[tdrzsn])/;

/** The phonetic keys of adjacent spoken words that are written as one. Abd al-Rahman has those of Abdulrahman and of Abdurrahman. */
export function joinedPhoneticKeys(words: readonly string[]): readonly string[] {
  const apart = words.join(' ');
  const spellings = [...new Set([apart, apart.replace(ARTICLE, '$1l'), apart.replace(ARTICLE, '$1')])];
  return [
    ...new Set(
      spellings.flatMap((spelling) => phoneticKeysOfWord(truncateWord(spelling.replaceAll(' ', '')))),
    ),
  ];
}

function spellOutDiacritics(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[şșšçčćžğ]/gi, (letter) => DIACRITIC_SPELLINGS[letter.toLowerCase()] ?? letter);
}

/** The phonetic keys of a spoken word, the likeliest first. */
export const phoneticKeysOfWord: (word: string) => readonly string[] = memoize(20_000, computePhoneticKeys);

function computePhoneticKeys(word: string): readonly string[] {
  const latin = /^[a-z0-9]+$/.test(word)
    ? word
    : anyAscii(word.normalize('NFC'))
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '');
  if (latin === '') return [word];
  if (latin.length < MIN_LENGTH || /\d/.test(latin)) return [latin];
  const spellings = [...new Set([latin, latin.replace(JOINED_ARTICLE, '$1')])].map((spelling) =>
    applyRules(spelling, COMMON_RULES),
  );
  return [
    ...new Set(
      spellings.flatMap((spelling) =>
        READING_RULES.map((reading) => applyRules(applyRules(spelling, reading), VOWEL_RULES)),
      ),
    ),
  ];
}

function applyRules(word: string, rules: readonly Rule[]): string {
  return rules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), word);
}

/** True if a word is long enough to be matched by its sound while it is incomplete. */
export const hasDistinctiveSound = (word: string): boolean => word.length >= MIN_LENGTH;
