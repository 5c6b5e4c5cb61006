import anyAscii from 'any-ascii';
import { foldLookAlikes } from './look-alikes.js';

/**
 * Plain equivalents of letters that Unicode does not decompose, of final letters, and of the Persian and Urdu forms of Arabic letters.
 * ة and ى become ه and ي, as many writers leave out their points (as in Lucene's ArabicNormalizer).
 */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ...{
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ð: 'd',
    đ: 'd',
    þ: 'th',
    ł: 'l',
    ı: 'i',
    ə: 'e',
    ħ: 'h',
    ɡ: 'g',
    ɑ: 'a',
  },
  ...{ ς: 'σ', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' },
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ے: 'ي', ک: 'ك', ة: 'ه', ہ: 'ه', ۃ: 'ه', ھ: 'ه', ە: 'ه' },
};
const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/** Words are cut to this many code points, because full-text indexes split longer ones. */
const MAX_WORD_LENGTH = 100;

/** An acute accent used as an apostrophe, which NFKD would replace by a space. */
const ACUTE = /´/g;
/**
 * Characters that a word is the same without: marks on letters; invisible characters such as the soft hyphen and the zero-width space;
 * the apostrophes and primes of transliterations (Qur'an, ʿAli, Tʹver); the Hebrew geresh; the Arabic tatweel and bare hamza.
 */
const WITHIN_WORDS = /[\p{M}\p{Default_Ignorable_Code_Point}'’‘‛ʼʻʿʾʹʺ′″`׳״ـء]/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** A word and its position in the text. Counts Unicode code points from 0; `end` is exclusive. */
export interface WordWithOffsets {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** The position of each UTF-16 unit of the word before letters such as ß were replaced by two. */
  readonly origins: readonly number[];
}

/**
 * Splits a text or a query into words without case, accents, punctuation and invisible characters; letters of another alphabet that look
 * like those of the rest of a word are replaced. Example: `tokenize("Qur'an, Łódź")` returns `['quran', 'lodz']`.
 */
export function tokenize(text: string): string[] {
  return (decompose(text).match(WORD) ?? []).map(foldWord);
}

/** The words of `tokenize`, each with its position. */
export function tokenizeWithOffsets(text: string): WordWithOffsets[] {
  let decomposed = '';
  // For each UTF-16 unit of the decomposed text, the index of the code point that it comes from.
  const origins: number[] = [];
  const points = [...text];
  for (const [index, point] of points.entries()) {
    const letters = decompose(point);
    decomposed += letters;
    for (let unit = 0; unit < letters.length; unit += 1) origins.push(index);
  }
  return [...decomposed.matchAll(WORD)].map(({ 0: word, index }) => {
    const ofWord = origins.slice(index, index + word.length);
    let end = (ofWord.at(-1) as number) + 1;
    while (/^\p{M}$/u.test(points[end] ?? '')) end += 1;
    return { word: foldWord(word), start: ofWord[0] as number, end, origins: ofWord };
  });
}

// Most texts are ASCII, and normalization is slow.
const decompose = (text: string): string =>
  isAscii(text)
    ? text.replace(/['`]/g, '')
    : text.replace(ACUTE, "'").normalize('NFKD').replace(WITHIN_WORDS, '');

function foldWord(word: string): string {
  if (isAscii(word)) return truncateWord(word.toLowerCase());
  const plain = foldLookAlikes(word)
    .toLowerCase()
    // The lower case of İ has a mark.
    .replace(/\p{M}/gu, '')
    .replace(PLAIN_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/\p{Nd}/gu, anyAscii);
  // Again, as ß has no look-alike but ss has.
  return truncateWord(foldLookAlikes(plain));
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** A word as indexes hold it. */
export function truncateWord(word: string): string {
  return word.length <= MAX_WORD_LENGTH ? word : [...word].slice(0, MAX_WORD_LENGTH).join('');
}
