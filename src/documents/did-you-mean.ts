import { distance } from 'fastest-levenshtein';

/** The known words nearest to one that is not known, nearest first; none where nothing is near. */
export function suggestWords(word: string, candidates: Iterable<string>, count = 1): string[] {
  const sought = fold(word.slice(0, 200));
  const allowed = sought.length < 3 ? sought.length - 1 : Math.max(2, Math.floor(sought.length * 0.4));
  return [...new Set(candidates)]
    .filter((one) => Math.abs(one.length - sought.length) <= allowed)
    .map((one) => ({ one, far: distance(sought, fold(one)) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1))
    .slice(0, count)
    .map(({ one }) => one);
}

/** `; did you mean A or B?`, or nothing. */
export function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : `; did you mean ${words.join(' or ')}?`;
}

const fold = (word: string): string => word.toUpperCase().replaceAll('-', '_').replaceAll(' ', '_');
