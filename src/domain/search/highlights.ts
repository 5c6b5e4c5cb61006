import { phoneticKeys } from './phonetic-key.js';
import {
  parseSearchQuery,
  type QueryWord,
  type SearchField,
  type SearchQuery,
  type SearchText,
} from './search.js';
import { tokenizeWithOffsets } from './tokenize.js';

/** Where in a text an asked word stands; Unicode code points from 0, the end exclusive. */
interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Highlight {
  readonly field: SearchField;
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** Of those texts that hold all asked words, as written or by sound, where the words stand in each. */
export function findHighlights(query: string, texts: readonly SearchText[]): Highlight[] {
  const asked = parseSearchQuery(query);
  return texts.flatMap(({ field, text }) => {
    const ranges = matchRanges(asked, text);
    return ranges === null ? [] : [{ field, text, ranges }];
  });
}

/** Null where a word is missing. */
function matchRanges({ words }: SearchQuery, text: string): TextRange[] | null {
  const sounds = phoneticKeys(text);
  const places = tokenizeWithOffsets(text).map(({ word, start, end }, index) => {
    const own = { word, sounds: sounds[index] ?? [] };
    return { range: { start, end }, answers: words.map((asked) => matchesWord(asked, own)) };
  });
  if (words.some((_, index) => !places.some((place) => place.answers[index]))) return null;
  return places.filter((place) => place.answers.includes(true)).map(({ range }) => range);
}

function matchesWord(
  asked: QueryWord,
  textWord: { readonly word: string; readonly sounds: readonly string[] },
): boolean {
  if (asked.isPrefix ? textWord.word.startsWith(asked.word) : textWord.word === asked.word) return true;
  return asked.sounds.some((sound) =>
    textWord.sounds.some((other) => (asked.isSoundPrefix ? other.startsWith(sound) : other === sound)),
  );
}
