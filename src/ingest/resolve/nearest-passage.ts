import { splitQuote } from './find-quote.js';
import { type NormalizedText, paragraphAt } from './normalize-text.js';

/** Finds the passage that is most similar to a quote that the text does not contain; null if no word of the quote occurs. */
export type FindNearestPassage = (
  quote: string,
) => { readonly passage: string; readonly paragraph: number } | null;

const MAX_PASSAGE_LENGTH = 120;
const MAX_QUOTE_WORDS = 60;
/** Invisible characters belong to a word. Bounded, because a long repeat overflows the stack: Chinese has no spaces. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]{0,99}/gu;
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/** Words that look alike are the same word here: with a ligature or a soft hyphen. */
const foldWord = (word: string): string => word.replace(INVISIBLE, '').normalize('NFKC').toLowerCase();
/** More occurrences of a word than this are ignored: a frequent word says little about the position. */
const MAX_OCCURRENCES = 500;

/** Builds the index of the text on the first call. */
export function createPassageFinder(text: NormalizedText): FindNearestPassage {
  let index: WordIndex | undefined;
  return (quote) => {
    index ??= buildWordIndex(text);
    return findNearestPassage(text, index, quote);
  };
}

interface WordIndex {
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

function buildWordIndex({ normalized }: NormalizedText): WordIndex {
  const offsets: number[] = [];
  const lengths: number[] = [];
  const positions = new Map<string, number[]>();
  for (const match of normalized.matchAll(WORD)) {
    const word = foldWord(match[0]);
    const occurrences = positions.get(word);
    if (occurrences === undefined) positions.set(word, [offsets.length]);
    else if (occurrences.length <= MAX_OCCURRENCES) occurrences.push(offsets.length);
    offsets.push(match.index);
    lengths.push(match[0].length);
  }
  return { offsets, lengths, positions };
}

/** Each occurrence of a word of the quote votes for the position at which the quote would then begin. */
function findNearestPassage(
  text: NormalizedText,
  index: WordIndex,
  quote: string,
): ReturnType<FindNearestPassage> {
  const words = [...splitQuote(quote).join(' ').matchAll(WORD)]
    .slice(0, MAX_QUOTE_WORDS)
    .map(([word]) => foldWord(word));
  const votes = new Map<number, number>();
  for (const [position, word] of words.entries()) {
    const occurrences = index.positions.get(word) ?? [];
    for (const occurrence of occurrences) {
      const begin = Math.max(0, occurrence - position);
      const weight = 1 / Math.sqrt(occurrences.length);
      // A missing or extra word shifts the words after it by one.
      for (const shift of [-1, 0, 1])
        votes.set(begin + shift, (votes.get(begin + shift) ?? 0) + weight * (shift === 0 ? 1 : 0.5));
    }
  }
  let best: number | null = null;
  for (const [begin, count] of votes) if (best === null || count > (votes.get(best) ?? 0)) best = begin;
  if (best === null) return null;
  const first = Math.min(Math.max(best, 0), index.offsets.length - 1);
  const last = Math.min(first + words.length - 1, index.offsets.length - 1);
  const from = index.offsets[first] ?? 0;
  const to = (index.offsets[last] ?? 0) + (index.lengths[last] ?? 0);
  const passage = text.normalized.slice(from, to);
  return {
    passage: passage.length > MAX_PASSAGE_LENGTH ? `${passage.slice(0, MAX_PASSAGE_LENGTH - 1)}…` : passage,
    paragraph: paragraphAt(text, from),
  };
}
