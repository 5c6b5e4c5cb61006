import { memoize } from '../memoize.js';
import { consonantKeys, isVowelless } from './consonant-key.js';
import { soundOfPair } from './han-sounds.js';
import { joinedPhoneticKeys, phoneticKeysOfWord, spokenWords } from './phonetic-key.js';
import type { SearchField } from './search.js';
import { tokenize, truncateWord } from './tokenize.js';
import {
  characterPairs,
  elidedWords,
  letterRows,
  nameGroups,
  type WordGroup,
  withoutArticle,
  withoutRomanArticle,
} from './word-groups.js';

/** The forms of a text that a store indexes. */
interface IndexedText {
  /** The words, each between spaces: ` river front `. ` front ` finds a whole word, ` fro` a prefix. */
  readonly normalized: string;
  /** In the same form: words joined, ` riverfront `, and words without their article. Empty if there are none. */
  readonly joined: string;
  /** The likeliest phonetic key of each word, in the same form. */
  readonly phonetic: string;
  /**
   * For a full-text index that splits at spaces: each word; each phonetic or consonant key after an underscore; after two, each word of `joined` and
   * each pair of characters of an unspaced script; after three, each romanized word without what can be its article, or an elided particle.
   */
  readonly tokens: string;
}

/** Prepares a text for a store's search index. */
export const indexText = (field: SearchField, text: string): IndexedText =>
  isNameField(field) ? indexName(text) : computeIndexedText(field, text);

const isNameField = (field: SearchField): boolean => field === 'NAME' || field === 'ALIAS';

/** Many articles declare the same names. */
const indexName = memoize(5_000, (name) => computeIndexedText('NAME', name));

/** The tokens of a quote, as `indexText` makes them: those of its words, which many quotes share, unless letters in a row stand for a word. */
export function indexQuote(quote: string): string {
  const words = tokenize(quote);
  const spoken = spokenWords(quote);
  if (words.length !== spoken.length || letterRows(words).length > 0) return indexText('QUOTE', quote).tokens;
  return [...new Set(words.flatMap((word, index) => tokensOfWord(`${word} ${spoken[index]}`)))].join(' ');
}

const tokensOfWord = memoize(20_000, (wordAndSpoken): readonly string[] => {
  const [word = '', spoken = ''] = wordAndSpoken.split(' ');
  const unit = wordUnit(word, spoken, false, null);
  const pairs = [word, ...(unit.joined === null ? [] : [unit.joined])].flatMap(characterPairs);
  return [...unitTokens(unit), ...pairs.map(joinedToken), ...pairs.flatMap(pairSounds)];
});

function computeIndexedText(field: SearchField, text: string): IndexedText {
  const units = textUnits(field, text);
  const words = units.flatMap(({ word }) => word ?? []);
  const joined = [...new Set(units.flatMap(({ joined, bare }) => [joined ?? [], bare ?? []].flat()))];
  const pairs = [...words, ...joined].flatMap(characterPairs);
  return {
    normalized: padWords(words),
    joined: joined.length === 0 ? '' : padWords(joined),
    phonetic: padWords(units.flatMap(({ word, keys: [likeliest = ''] }) => (word === null ? [] : likeliest))),
    tokens: [
      ...new Set([...units.flatMap(unitTokens), ...pairs.map(joinedToken), ...pairs.flatMap(pairSounds)]),
    ].join(' '),
  };
}

const pairSounds = (pair: string): string[] => {
  const key = soundOfPair(pair);
  return key === null ? [] : [soundToken(key)];
};

/** A word of a text, or a group of its words that is also indexed as one word. */
export interface TextUnit extends WordGroup {
  /** Null for a group. */
  readonly word: string | null;
  /** The words of a group as one; an Arabic word without its article. */
  readonly joined: string | null;
  /** A word of a name in Latin letters without what can be its article, or without an elided particle. */
  readonly bare: string | null;
  /** Its phonetic keys, the likeliest first, then its consonant keys. */
  readonly keys: readonly string[];
}

/** The words of a text, then its groups: in names and aliases all of `nameGroups`, in other texts letters that stand for a word. */
export function textUnits(field: SearchField, text: string): TextUnit[] {
  const words = tokenize(text);
  const spoken = spokenWords(text);
  const isName = isNameField(field);
  const elided = isName ? elidedWords(text) : new Map<string, string>();
  const groups = isName ? nameGroups(words) : letterRows(words);
  return [
    ...words.map((word, index) => ({
      start: index,
      end: index + 1,
      ...wordUnit(word, spoken[index] ?? word, isName, elided.get(word) ?? null),
    })),
    ...groups.map((group) => ({
      ...group,
      word: null,
      joined: joinGroup(words, group),
      bare: null,
      keys: [
        ...groupKeys(spoken, group),
        ...consonants(isName, words[group.start] as string, spoken.slice(group.start, group.end)),
      ],
    })),
  ];
}

/** A word by itself. `elided` is what follows an elided particle in it. */
function wordUnit(
  word: string,
  spoken: string,
  isName: boolean,
  elided: string | null,
): Omit<TextUnit, keyof WordGroup> {
  const ofSpoken = isName ? withoutRomanArticle(spoken) : null;
  return {
    word,
    joined: withoutArticle(word),
    bare: isName ? (elided ?? withoutRomanArticle(word)) : null,
    keys: [
      ...phoneticKeysOfWord(spoken),
      ...consonants(isName, word, [spoken]),
      ...(ofSpoken === null ? [] : [...phoneticKeysOfWord(ofSpoken), ...consonantKeys([ofSpoken], 'TEXT')]),
    ],
  };
}

const consonants = (isName: boolean, first: string, spoken: readonly string[]): readonly string[] =>
  isName || isVowelless(first) ? consonantKeys(spoken, 'TEXT') : [];

/** The tokens under which a unit is indexed. */
export const unitTokens = ({ word, joined, bare, keys }: Omit<TextUnit, keyof WordGroup>): string[] => [
  ...(word === null ? [] : [word]),
  ...(joined === null ? [] : [joinedToken(joined)]),
  ...(bare === null ? [] : [bareToken(bare)]),
  ...keys.map(soundToken),
];

export const groupKeys = (spoken: readonly string[], { start, end }: WordGroup): readonly string[] =>
  joinedPhoneticKeys(spoken.slice(start, end));

export const joinGroup = (words: readonly string[], { start, end }: WordGroup): string =>
  truncateWord(words.slice(start, end).join(''));

export const padWords = (words: readonly string[]): string => ` ${words.join(' ')} `;
export const soundToken = (key: string): string => `_${key}`;
export const joinedToken = (word: string): string => `__${word}`;
export const bareToken = (word: string): string => `___${word}`;
