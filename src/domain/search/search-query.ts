import { consonantKeys } from './consonant-key.js';
import { soundOfPair } from './han-sounds.js';
import { bareToken, groupKeys, joinedToken, joinGroup, padWords, soundToken } from './index-text.js';
import { hasDistinctiveSound, phoneticKeysOfWord, spokenWords } from './phonetic-key.js';
import { tokenize } from './tokenize.js';
import {
  containedPairs,
  hasUnspacedScript,
  isArticle,
  letterRows,
  nameGroups,
  type WordGroup,
  withoutArticle,
  withoutRomanArticle,
} from './word-groups.js';

/** A token of `IndexedText.tokens`, or its beginning. */
export interface SearchTerm {
  readonly token: string;
  readonly isPrefix: boolean;
}

/** One word of a query, and what it can be in a text. */
export interface QueryWord {
  readonly word: SearchTerm;
  /** As spelled by other writers: alone or joined with its neighbours, without its article, in a run. Each a list of terms that occur together. */
  readonly variants: readonly (readonly SearchTerm[])[];
  /** Those of the variants that keep an article: highlights prefer what they match. */
  readonly whole: readonly SearchTerm[];
  /** Substrings of `IndexedText.normalized` and `joined`: one of them occurs if the word or a variant does. */
  readonly patterns: readonly string[];
  /** By sound: alone or joined with its neighbours, without its article, in a run. Each a list of terms that occur together. */
  readonly sounds: readonly (readonly SearchTerm[])[];
  /** Whether a similar text can omit it. */
  readonly isOptional: boolean;
}

export interface SearchQuery {
  readonly words: readonly QueryWord[];
  /** `IndexedText.normalized` of a text that equals the query. */
  readonly phrase: string;
  /** `phrase` without spaces. */
  readonly joinedPhrase: string;
  /** The start of `IndexedText.normalized` of a text that starts with the query. */
  readonly prefix: string;
  /** Substrings that `IndexedText.normalized` contains, all of them, if the text contains every word of the query. */
  readonly patterns: readonly string[];
  /** `IndexedText.phonetic` of a text that sounds like the query. */
  readonly phoneticPhrase: string;
}

/** Longer queries are not names: their words are not joined, which would take thousands of terms. */
const MAX_NAME_QUERY = 12;

/**
 * Splits a query into words. Every word must occur in a text, in any order; the last may be a prefix. A query without letters
 * and digits has no words.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const words = tokenize(text);
  const spoken = spokenWords(text);
  const alone = words.map((word, index) => ({
    start: index,
    end: index + 1,
    keys: phoneticKeysOfWord(spoken[index] ?? word),
    consonants: consonantKeys(spoken.slice(index, index + 1), 'QUERY'),
  }));
  const groups = (words.length <= MAX_NAME_QUERY ? nameGroups(words) : letterRows(words)).map((group) => ({
    ...group,
    keys: groupKeys(spoken, group),
    consonants: consonantKeys(spoken.slice(group.start, group.end), 'QUERY'),
  }));
  const spellings = alone.map((word, index): Spelling[] => [
    word,
    ...groups.filter(({ start, end }) => start <= index && index < end),
  ]);
  return {
    words: spellings.map((ofWord, index) => queryWord(words, index, ofWord)),
    phrase: padWords(words),
    joinedPhrase: words.join(''),
    prefix: ` ${words.join(' ')}`,
    patterns: words.map((word, index) => wordPattern(word, index === words.length - 1)),
    phoneticPhrase: padWords(alone.map(({ keys: [likeliest = ''] }) => likeliest)),
  };
}

/** A word of a query, or a group that contains it, with its phonetic and consonant keys. */
interface Spelling extends WordGroup {
  readonly keys: readonly string[];
  readonly consonants: readonly string[];
}

function queryWord(words: readonly string[], index: number, spellings: readonly Spelling[]): QueryWord {
  const isLast = ({ end }: WordGroup) => end === words.length;
  const whole = spellings.flatMap((spelling) => {
    const term = { token: joinGroup(words, spelling), isPrefix: isLast(spelling) };
    return [term, { ...term, token: joinedToken(term.token) }];
  });
  const joined = spellings.flatMap((spelling) => {
    const word = joinGroup(words, spelling);
    const stripped = withoutArticle(word) ?? withoutRomanArticle(word);
    return [word, ...(stripped === null ? [] : [stripped])].map((token) => ({
      token,
      isPrefix: isLast(spelling),
    }));
  });
  const word = words[index] as string;
  const parts = containedPairs(word).map(({ text, isPrefix }) => ({ token: joinedToken(text), isPrefix }));
  const bare = withoutRomanArticle(word);
  return {
    word: { token: word, isPrefix: index === words.length - 1 },
    variants: [
      ...joined.flatMap((term) => [[term], [{ ...term, token: joinedToken(term.token) }]]),
      // A shorter beginning of "shabaab" is one of too many words.
      [
        {
          token: bareToken(word),
          isPrefix: isLast({ start: index, end: index + 1 }) && hasDistinctiveSound(word),
        },
      ],
      ...(parts.length === 0 ? [] : [parts]),
    ],
    whole,
    patterns: [
      ...joined.map(({ token, isPrefix }) => wordPattern(token, isPrefix)),
      ...(hasUnspacedScript(word) ? [word] : []),
    ],
    sounds: [
      ...spellings.flatMap((spelling) => [
        ...spelling.keys.map((key) => ({
          token: soundToken(key),
          isPrefix: isLast(spelling) && hasDistinctiveSound(words.at(-1) as string),
        })),
        ...spelling.consonants.map((key) => ({ token: soundToken(key), isPrefix: false })),
      ]),
      ...(bare === null ? [] : phoneticKeysOfWord(bare)).map((key) => ({
        token: soundToken(key),
        isPrefix: index === words.length - 1,
      })),
    ]
      .map((term) => [term])
      .concat(runBySound(parts)),
    isOptional: index < words.length - 1 && isArticle(word),
  };
}

/** The parts of a run, with pairs of Chinese characters by their sound; nothing if it has no such pair. */
function runBySound(parts: readonly SearchTerm[]): SearchTerm[][] {
  const sounds = parts.map((part) => {
    const key = soundOfPair(part.token.slice(joinedToken('').length));
    return key === null ? part : { token: soundToken(key), isPrefix: false };
  });
  return sounds.some((term, at) => term !== parts[at]) ? [sounds] : [];
}

const wordPattern = (word: string, isPrefix: boolean): string => (isPrefix ? ` ${word}` : ` ${word} `);

/** The words of a query that a similar text must contain. */
export const requiredWords = ({ words }: SearchQuery): QueryWord[] =>
  words.filter(({ isOptional }) => !isOptional);
