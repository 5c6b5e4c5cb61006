import { distance } from 'fastest-levenshtein';

/** The candidates most similar to a word, by edit distance; most similar first, at most `count`. Empty if none is similar. */
export function suggestWords(word: string, candidates: Iterable<string>, count = 1): string[] {
  const target = fold(word.slice(0, 200));
  const maxDistance = target.length < 3 ? target.length - 1 : Math.max(2, Math.floor(target.length * 0.4));
  return [...new Set(candidates)]
    .filter((candidate) => Math.abs(candidate.length - target.length) <= maxDistance)
    .map((candidate) => ({ candidate, edits: distance(target, fold(candidate)) }))
    .filter(({ edits }) => edits <= maxDistance)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** `; did you mean A or B?`; empty if there are no words. */
export function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : `; did you mean ${words.join(' or ')}?`;
}

const fold = (word: string): string => word.toUpperCase().replaceAll('-', '_').replaceAll(' ', '_');
