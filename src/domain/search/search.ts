import { hasDistinctiveSound, phoneticKeys } from './phonetic-key.js';
import { tokenize } from './tokenize.js';

/** Which text of a record a search looks in, and finds. */
export const searchFields = ['NAME', 'ALIAS', 'TITLE', 'DESCRIPTION', 'QUOTE'] as const;
export type SearchField = (typeof searchFields)[number];

/** One text of a record. */
export interface SearchText {
  readonly field: SearchField;
  readonly text: string;
}

/** The texts of an entity or an article that a search looks in. */
export interface Searchable {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly title?: string;
  readonly description?: string | null;
}

export function searchableTexts({ name, aliases = [], title, description }: Searchable): SearchText[] {
  return [
    ...(name === undefined ? [] : [{ field: 'NAME', text: name } as const]),
    ...aliases.map((text) => ({ field: 'ALIAS', text }) as const),
    ...(title === undefined ? [] : [{ field: 'TITLE', text: title } as const]),
    ...(description == null ? [] : [{ field: 'DESCRIPTION', text: description } as const]),
  ];
}

/** What a store keeps of a text, to find and to rank it by. */
interface IndexedText {
  /** ` the words `, each between blanks, so that a word is found by ` word ` and a beginning by ` wor`. */
  readonly words: string;
  /** The likelier sound of each word, in the same way. */
  readonly sounds: string;
  /** For a full-text index that parts at blanks: each word, and each of its sounds after a low line. */
  readonly tokens: string;
}

export function indexText(text: string): IndexedText {
  const words = tokenize(text);
  const sounds = phoneticKeys(text);
  const tokens = new Set([...words, ...sounds.flat().map((sound) => `_${sound}`)]);
  return {
    words: padWords(words),
    sounds: padWords(sounds.map(([likelier = '']) => likelier)),
    tokens: [...tokens].join(' '),
  };
}

const padWords = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** One asked word: what must stand in a text for it, any of these. */
export interface QueryWord {
  readonly word: string;
  readonly sounds: readonly string[];
  /** The last word may be a beginning; of a short one, its sound may not. */
  readonly isPrefix: boolean;
  readonly isSoundPrefix: boolean;
}

export interface SearchQuery {
  readonly words: readonly QueryWord[];
  /** What the words of a text are that is equal, and how they begin where it begins so. */
  readonly phrase: string;
  readonly prefix: string;
  /** What must all occur in the words of a text that holds each asked word as it is written. */
  readonly patterns: readonly string[];
  /** What the sounds of a text are that sounds equal. */
  readonly phoneticPhrase: string;
}

export function parseSearchQuery(text: string): SearchQuery {
  const words = tokenize(text);
  const sounds = phoneticKeys(text);
  const isLast = (index: number) => index === words.length - 1;
  return {
    words: words.map((word, index) => ({
      word,
      sounds: sounds[index] ?? [],
      isPrefix: isLast(index),
      isSoundPrefix: isLast(index) && hasDistinctiveSound(word),
    })),
    phrase: padWords(words),
    prefix: ` ${words.join(' ')}`,
    patterns: words.map((word, index) => (isLast(index) ? ` ${word}` : ` ${word} `)),
    phoneticPhrase: padWords(sounds.map(([likelier = '']) => likelier)),
  };
}

/**
 * How well a text answers: 0 is best. What is written as asked comes before what only sounds so, and quotes come last; in each, names before
 * other names, titles and descriptions. A store ranks by these numbers, then by id.
 */
export const TIERS: readonly SearchField[] = [
  // Equal; a name that begins so; holds all words.
  ...(['NAME', 'ALIAS', 'NAME', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // The same by sound.
  ...(['NAME', 'ALIAS', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // As written, then by sound.
  ...(['QUOTE', 'QUOTE'] as const),
];

/** The parts of a search, best first: each ends before the tier that the next begins with. */
export const PHASES = { WRITTEN: 0, SOUNDING: 7, QUOTED: 13, QUOTED_SOUNDING: 14 } as const;
export type Phase = keyof typeof PHASES;
export const phases = Object.keys(PHASES) as Phase[];
