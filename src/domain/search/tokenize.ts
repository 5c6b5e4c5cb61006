/** Letters that Unicode does not decompose, in plain Latin; and the sigma of the end of a word. */
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

/** Code points that a word keeps: full-text indexes cut longer ones in pieces. */
const MAX_WORD_LENGTH = 100;

/** Apostrophes of transliteration stand inside words: Qur'an, ʿAli. */
const APOSTROPHES = /['’‘ʼʿʾ`]/g;
const WORD = /[\p{L}\p{N}]+/gu;

/** A word with where it stands in its text: code points from 0, the end exclusive. */
interface WordWithOffsets {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text without case, accents and punctuation: what is searched and what is searched for. */
export function tokenize(text: string): string[] {
  return (foldToLatin(text).replace(APOSTROPHES, '').match(WORD) ?? []).map(truncateWord);
}

/** The same words, each with its place. */
export function tokenizeWithOffsets(text: string): WordWithOffsets[] {
  let plain = '';
  // For each unit of the plain text the code point of the text that it comes from.
  const origins: number[] = [];
  const points = [...text];
  for (const [index, point] of points.entries()) {
    const letters = foldToLatin(point).replace(APOSTROPHES, '');
    plain += letters;
    for (let unit = 0; unit < letters.length; unit += 1) origins.push(index);
  }
  return [...plain.matchAll(WORD)].map(({ 0: word, index }) => {
    let end = (origins[index + word.length - 1] as number) + 1;
    while (/^\p{M}$/u.test(points[end] ?? '')) end += 1;
    return { word: truncateWord(word), start: origins[index] as number, end };
  });
}

function foldToLatin(text: string): string {
  // Most texts are ASCII, and the rest of this would take most of an import's time for words.
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
