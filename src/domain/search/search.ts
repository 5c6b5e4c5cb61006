import { hasDistinctiveSound, phoneticKeys } from './phonetic-key.js';
import { tokenize } from './tokenize.js';

/** The fields that a search covers. */
export const searchFields = ['NAME', 'ALIAS', 'TITLE', 'DESCRIPTION', 'QUOTE'] as const;
export type SearchField = (typeof searchFields)[number];

/** One text of a record. */
export interface SearchText {
  readonly field: SearchField;
  readonly text: string;
}

/** The searchable properties of an entity or an article. */
export interface Searchable {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly title?: string;
  readonly description?: string | null;
}

/** The searchable texts of an entity or an article: names, aliases, title, description. */
export function searchableTexts({ name, aliases = [], title, description }: Searchable): SearchText[] {
  return [
    ...(name === undefined ? [] : [{ field: 'NAME', text: name } as const]),
    ...aliases.map((text) => ({ field: 'ALIAS', text }) as const),
    ...(title === undefined ? [] : [{ field: 'TITLE', text: title } as const]),
    ...(description == null ? [] : [{ field: 'DESCRIPTION', text: description } as const]),
  ];
}

/** The forms of a text that a store indexes. */
interface IndexedText {
  /** The words, each between spaces: ` river front `. ` front ` finds a whole word, ` fro` a prefix. */
  readonly normalized: string;
  /** The likelier phonetic key of each word, in the same form. */
  readonly phonetic: string;
  /** For a full-text index that splits at spaces: each word, and each phonetic key after an underscore. */
  readonly tokens: string;
}

/** Prepares a text for a store's search index. */
export function indexText(text: string): IndexedText {
  const words = tokenize(text);
  const sounds = phoneticKeys(text);
  const tokens = new Set([...words, ...sounds.flat().map((sound) => `_${sound}`)]);
  return {
    normalized: padWords(words),
    phonetic: padWords(sounds.map(([likelier = '']) => likelier)),
    tokens: [...tokens].join(' '),
  };
}

const padWords = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** One word of a query. A text matches it by the word or by one of its phonetic keys. */
export interface QueryWord {
  readonly word: string;
  readonly sounds: readonly string[];
  /** True for the last word, which may be incomplete. */
  readonly isPrefix: boolean;
  /** True for the last word, unless it is too short to have a distinctive sound. */
  readonly isSoundPrefix: boolean;
}

export interface SearchQuery {
  readonly words: readonly QueryWord[];
  /** `IndexedText.words` of a text that equals the query. */
  readonly phrase: string;
  /** The start of `IndexedText.words` of a text that starts with the query. */
  readonly prefix: string;
  /** Substrings that `IndexedText.words` contains, all of them, if the text contains every word of the query. */
  readonly patterns: readonly string[];
  /** `IndexedText.sounds` of a text that sounds like the query. */
  readonly phoneticPhrase: string;
}

/**
 * Splits a query into words. Every word must occur in a text, in any order; the last may be a prefix. A query without letters
 * and digits has no words.
 */
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
 * The field of each rank of a match, best first: the index is the rank. Exact spelling comes before similar sound, and quotes
 * come last. Stores sort matches by rank, then by id.
 */
export const TIERS: readonly SearchField[] = [
  // The text equals the query; a name starts with it; the text contains all words.
  ...(['NAME', 'ALIAS', 'NAME', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // By sound: the text equals the query; the text contains all words.
  ...(['NAME', 'ALIAS', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // A quote contains all words: exactly, by sound.
  ...(['QUOTE', 'QUOTE'] as const),
];

/** The phases of a search, each with its first rank in `TIERS`. */
export const PHASES = { EXACT: 0, PHONETIC: 7, QUOTED_EXACT: 13, QUOTED_PHONETIC: 14 } as const;
export type Phase = keyof typeof PHASES;
export const phases = Object.keys(PHASES) as Phase[];
