import anyAscii from 'any-ascii';
import { truncateWord } from './tokenize.js';
import { hasUnspacedScript, withoutArticle } from './word-groups.js';

/** Shorter keys are shared by too many names. */
const MIN_LENGTH = 3;

/** Scripts that leave out short vowels. */
const ABJAD = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** Letters that any-ascii drops, which would make consonants around them look doubled; and the Hebrew b, which it takes for v. */
const EXPLICIT: Readonly<Record<string, string>> = { ا: 'a', ع: 'a', א: 'a', ע: 'a', ב: 'b' };

type Rule = readonly [pattern: RegExp, consonant: string];

/** Letters and digraphs to consonants. Digits stand for sounds without a letter of their own, as in phonetic keys. */
const CONSONANT_RULES: readonly Rule[] = [
  [/[^a-z]/g, ''],
  [/sh/g, '2'],
  [/t?ch/g, '3'],
  [/dj|zh|gh?/g, 'j'],
  [/kh/g, 'h'],
  [/ph/g, 'f'],
  [/([dt])h/g, '$1'],
  [/x/g, 'ks'],
  [/ck?|q/g, 'k'],
  [/p/g, 'b'],
  [/w/g, 'v'],
];
/** Drops doubled letters and vowels; a first v or y is a consonant. */
const SKELETON_RULES: readonly Rule[] = [
  [/(.)\1+/g, '$1'],
  [/(?!^)[vy]|[aeiou]/g, ''],
];

/**
 * Keys that compare names in Arabic or Hebrew script, which leave out short vowels, with names in scripts that write them: حماس and Hamas
 * are both `hms`. Vowels are dropped and consonants merged that change between the two, as in A. Freeman, S. Condon and C. Ackerman,
 * "Cross Linguistic Name Matching in English and Arabic" (NAACL 2006).
 *
 * `words` are adjacent and taken as one. A key starts with `a` for a text in Arabic or Hebrew script, else with `v`; a query has the keys
 * of texts in the other kind of script. Names with fewer than three consonants have none.
 */
export function consonantKeys(words: readonly string[], role: 'TEXT' | 'QUERY'): string[] {
  if (words.some(hasUnspacedScript)) return [];
  const isAbjad = words.some(isVowelless);
  const kind = isAbjad === (role === 'TEXT') ? 'a' : 'v';
  const skeletons = isAbjad ? abjadSpellings(words).map(abjadSkeleton) : [voweledSkeleton(words.join(''))];
  return [...new Set(skeletons)].filter((key) => key.length >= MIN_LENGTH).map((key) => `${kind}_${key}`);
}

/** Whether a word is in a script that leaves out vowels. */
export const isVowelless = (word: string): boolean => ABJAD.test(word);

/** With and without articles; with a final ه as it stands and as ت, because `tokenize` writes ة so, which is -a or -at. */
function abjadSpellings(words: readonly string[]): string[] {
  const stripped = words.map((word) => withoutArticle(word) ?? word);
  return [words, stripped].flatMap((spelling) => [
    spelling.join(''),
    spelling.map((word) => word.replace(/ه$/, 'ت')).join(''),
  ]);
}

/** Letter by letter, so that ك and ه are not taken for kh. */
const abjadSkeleton = (word: string): string =>
  applyRules(
    [...truncateWord(word).replace(/[هה]$/, '')]
      .map((letter) => applyRules(EXPLICIT[letter] ?? anyAscii(letter).toLowerCase(), CONSONANT_RULES))
      .join(''),
    SKELETON_RULES,
  );

const voweledSkeleton = (word: string): string =>
  applyRules(
    applyRules(
      anyAscii(truncateWord(word).normalize('NFC'))
        .toLowerCase()
        .replace(/(?<=[aeiou])h$/, ''),
      CONSONANT_RULES,
    ),
    SKELETON_RULES,
  );

const applyRules = (word: string, rules: readonly Rule[]): string =>
  rules.reduce((key, [pattern, consonant]) => key.replace(pattern, consonant), word);
