import { phoneticKeys } from './phonetic-key.js';
import {
  parseSearchQuery,
  type QueryWord,
  type SearchField,
  type SearchQuery,
  type SearchText,
} from './search.js';
import { tokenizeWithOffsets } from './tokenize.js';

/** The position of a match in a text. Counts Unicode code points from 0; `end` is exclusive. */
interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Highlight {
  readonly field: SearchField;
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** The matches in each text that contains all words of the query, by spelling or by sound. Other texts are omitted. */
export function findHighlights(query: string, texts: readonly SearchText[]): Highlight[] {
  const parsed = parseSearchQuery(query);
  return texts.flatMap(({ field, text }) => {
    const ranges = matchRanges(parsed, text);
    return ranges === null ? [] : [{ field, text, ranges }];
  });
}

/** Null if a word of the query is missing. */
function matchRanges({ words }: SearchQuery, text: string): TextRange[] | null {
  const sounds = phoneticKeys(text);
  const textWords = tokenizeWithOffsets(text).map(({ word, start, end }, index) => {
    const textWord = { word, sounds: sounds[index] ?? [] };
    return { range: { start, end }, matches: words.map((queryWord) => matchesWord(queryWord, textWord)) };
  });
  if (words.some((_, index) => !textWords.some(({ matches }) => matches[index]))) return null;
  return textWords.filter(({ matches }) => matches.includes(true)).map(({ range }) => range);
}

function matchesWord(
  queryWord: QueryWord,
  textWord: { readonly word: string; readonly sounds: readonly string[] },
): boolean {
  const { word, isPrefix, isSoundPrefix } = queryWord;
  if (isPrefix ? textWord.word.startsWith(word) : textWord.word === word) return true;
  return queryWord.sounds.some((sound) =>
    textWord.sounds.some((other) => (isSoundPrefix ? other.startsWith(sound) : other === sound)),
  );
}
