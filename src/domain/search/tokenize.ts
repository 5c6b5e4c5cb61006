/** Plain equivalents of letters that Unicode does not decompose, and of the final sigma. */
const LATIN_EQUIVALENTS: Record<string, string> = {
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
  ς: 'σ',
};

/** Words are cut to this many code points, because full-text indexes split longer ones. */
const MAX_WORD_LENGTH = 100;

/** Apostrophes in transliterations belong to the word: Qur'an, ʿAli. */
const APOSTROPHES = /['’‘ʼʿʾ`]/g;
const WORD = /[\p{L}\p{N}]+/gu;

/** A word and its position in the text. Counts Unicode code points from 0; `end` is exclusive. */
interface WordWithOffsets {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a text or a query into words without case, accents and punctuation. Example: `tokenize("Qur'an, Łódź")` returns
 * `['quran', 'lodz']`.
 */
export function tokenize(text: string): string[] {
  return (foldToLatin(text).replace(APOSTROPHES, '').match(WORD) ?? []).map(truncateWord);
}

/** The words of `tokenize`, each with its position. */
export function tokenizeWithOffsets(text: string): WordWithOffsets[] {
  let folded = '';
  // For each UTF-16 unit of the folded text, the index of the code point that it comes from.
  const origins: number[] = [];
  const points = [...text];
  for (const [index, point] of points.entries()) {
    const letters = foldToLatin(point).replace(APOSTROPHES, '');
    folded += letters;
    for (let unit = 0; unit < letters.length; unit += 1) origins.push(index);
  }
  return [...folded.matchAll(WORD)].map(({ 0: word, index }) => {
    let end = (origins[index + word.length - 1] as number) + 1;
    while (/^\p{M}$/u.test(points[end] ?? '')) end += 1;
    return { word: truncateWord(word), start: origins[index] as number, end };
  });
}

function foldToLatin(text: string): string {
  // Fast path: most texts are ASCII, and normalization is slow.
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøðđþłıəħς]/g, (letter) => LATIN_EQUIVALENTS[letter] ?? letter);
}

function truncateWord(word: string): string {
  return word.length <= MAX_WORD_LENGTH ? word : [...word].slice(0, MAX_WORD_LENGTH).join('');
}
