import { soundsOf } from './phonetic-key.js';
import { type Asked, type AskedWord, askedOf, type SearchField, type SearchText } from './search.js';
import { placedWords } from './tokenize.js';

/** Where in a text an asked word stands; Unicode code points from 0, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Highlight {
  readonly field: SearchField;
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** Of those texts that hold all asked words, as written or by sound, where the words stand in each. */
export function highlights(question: string, texts: readonly SearchText[]): Highlight[] {
  const asked = askedOf(question);
  return texts.flatMap(({ field, text }) => {
    const ranges = rangesIn(asked, text);
    return ranges === null ? [] : [{ field, text, ranges }];
  });
}

/** Null where a word is missing. */
function rangesIn({ words }: Asked, text: string): Range[] | null {
  const sounds = soundsOf(text);
  const places = placedWords(text).map(({ word, start, end }, index) => {
    const own = { word, sounds: sounds[index] ?? [] };
    return { range: { start, end }, answers: words.map((asked) => answers(asked, own)) };
  });
  if (words.some((_, index) => !places.some((place) => place.answers[index]))) return null;
  return places.filter((place) => place.answers.includes(true)).map(({ range }) => range);
}

function answers(
  asked: AskedWord,
  own: { readonly word: string; readonly sounds: readonly string[] },
): boolean {
  if (asked.begins ? own.word.startsWith(asked.word) : own.word === asked.word) return true;
  return asked.sounds.some((sound) =>
    own.sounds.some((other) => (asked.soundBegins ? other.startsWith(sound) : other === sound)),
  );
}
