import { tokenize } from './tokenize.js';

/**
 * Words that other writers join, part or shorten: al-Shabaab and Alshabaab, U.N.I.T.A. and UNITA, الزيتون and زيتون, and the parts of a
 * run of Chinese. All functions take words of `tokenize`.
 */

/** Adjacent words that can be written as one: those from `start` to before `end`. */
export interface WordGroup {
  readonly start: number;
  readonly end: number;
}

/** The most words in a group, apart from whole names and rows of letters. Enough for Abd al-Rahman al-… and hizb-ut-Tahrir al-… */
const MAX_GROUP = 4;
/** A name of up to this many words is also a group as a whole, because handles and hashtags join all of it. */
const MAX_WHOLE = 8;

/** The groups of a name: of 2 to 4 words, the whole name, and those of `letterRows`. */
export function nameGroups(words: readonly string[]): WordGroup[] {
  const groups = words.flatMap((_, start) =>
    Array.from({ length: Math.max(0, Math.min(MAX_GROUP, words.length - start) - 1) }, (__, more) => ({
      start,
      end: start + more + 2,
    })),
  );
  if (words.length > MAX_GROUP && words.length <= MAX_WHOLE) groups.push({ start: 0, end: words.length });
  const isTooLong = ({ start, end }: WordGroup) => end - start > MAX_GROUP && end - start < words.length;
  return [...groups, ...[...letterRows(words), ...rowsOf(words, hasUnspacedScript)].filter(isTooLong)];
}

/** The rows of two or more single letters, as tokenized from U.N.I.T.A. */
export const letterRows = (words: readonly string[]): WordGroup[] =>
  rowsOf(words, (word) => /^\p{L}$/u.test(word));

/** The longest rows of two or more adjacent words of a kind. */
function rowsOf(words: readonly string[], isOfKind: (word: string) => boolean): WordGroup[] {
  const rows: WordGroup[] = [];
  let start = 0;
  for (let end = 0; end <= words.length; end++) {
    if (end < words.length && isOfKind(words[end] as string)) continue;
    if (end - start > 1) rows.push({ start, end });
    start = end + 1;
  }
  return rows;
}

/** Scripts that are written without spaces, and Hangul, whose words grow by suffixes and compounds. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

export const hasUnspacedScript = (word: string): boolean => word.search(UNSPACED) >= 0;

/**
 * The pairs of adjacent characters of a word in an unspaced script, and its last character: two texts of which one contains the other
 * share pairs (as in Lucene's CJKAnalyzer). A character is a syllable in Hangul.
 */
export function characterPairs(word: string): string[] {
  return unspacedRuns(word).flatMap((run) => run.map((character, at) => character + (run[at + 1] ?? '')));
}

/** The parts of an unspaced word that a text contains if it contains the word: pairs, or single characters that begin a pair. */
export function containedPairs(word: string): { readonly text: string; readonly isPrefix: boolean }[] {
  return unspacedRuns(word).flatMap((run) => {
    const pairs = run.slice(1).map((character, at) => run[at] + character);
    return (pairs.length === 0 ? run : pairs).map((text) => ({ text, isPrefix: pairs.length === 0 }));
  });
}

/** The characters of each unspaced run. Composed, because `tokenize` takes Hangul syllables apart. */
const unspacedRuns = (word: string): string[][] =>
  hasUnspacedScript(word) ? [...word.normalize('NFC').matchAll(UNSPACED)].map(([run]) => [...run]) : [];

/** The Arabic article, alone and after و، ب، ك، ف and ل, before at least three letters (L. Larkey et al., "Light stemming for Arabic", 2007). */
const ARABIC_ARTICLE = /^(?:[وبكف]?ال|لل)(?=\p{Script=Arabic}{3})/u;

/** An Arabic word without its article; null if it has none. */
export function withoutArticle(word: string): string | null {
  const stripped = word.replace(ARABIC_ARTICLE, '');
  return stripped === word ? null : stripped;
}

/** The article joined to a romanized word of at least four more letters, also assimilated: alshabaab, elnour, ashsham, annur. */
const JOINED_ARTICLE = /^[ae](?:l|(sh|th|dh|[tdrzsn])(?=\1))(?=[a-z]{4})/;

/** A word in Latin letters without what can be an article in front; null if nothing can be. `alliance` has one by this measure too. */
export function withoutRomanArticle(word: string): string | null {
  const stripped = word.replace(JOINED_ARTICLE, '');
  return stripped === word ? null : stripped;
}

/** A word that an apostrophe joins to a particle before it: d'Ivoire, L’Étoile, O'Brien, Dell'Orso; not the two syllables of Qur'an. */
const ELISION =
  /(?<![\p{L}\p{M}])(\p{Script=Latin}{1,4})['’ʼ´](?=((?:\p{Script=Latin}\p{M}*){4,}|(?<=(?<!\p{L})\p{L}{1,2}['’ʼ´])(?:\p{Script=Latin}\p{M}*){3}))/gu;

/** The words of a name that follow an elided particle, by the whole word: `divoire` is `ivoire`. Takes the text of the name. */
export const elidedWords = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(ELISION)].flatMap(([, particle = '', rest = '']) => {
      const [[word], [bare]] = [tokenize(particle + rest), tokenize(rest)];
      return word === undefined || bare === undefined ? [] : [[word, bare] as const];
    }),
  );

/** Words that can be omitted from a name: the article in the usual romanizations, and in Arabic if it is written apart. */
export const isArticle = (word: string): boolean => /^(?:[aeiu]l|ال)$/.test(word);
