import { splitQuote } from './find-quote.js';
import { type NormalizedText, paragraphAt } from './normalize-text.js';

/** The passage of a text that is most like a quote that does not stand in it, or null where no word of it does. */
export type FindNearestPassage = (
  quote: string,
) => { readonly passage: string; readonly paragraph: number } | null;

const MAX_PASSAGE_LENGTH = 120;
const MAX_QUOTE_WORDS = 60;
/** A word that stands more often than this says little of the place. */
const MAX_OCCURRENCES = 500;

/** Indexes the words of a text once, when the first quote asks. */
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
  for (const match of normalized.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = match[0].toLowerCase();
    const known = positions.get(word);
    if (known === undefined) positions.set(word, [offsets.length]);
    else if (known.length <= MAX_OCCURRENCES) known.push(offsets.length);
    offsets.push(match.index);
    lengths.push(match[0].length);
  }
  return { offsets, lengths, positions };
}

/** Each word of the quote votes for where the quote would begin if the word stood in its place. */
function findNearestPassage(
  text: NormalizedText,
  index: WordIndex,
  quote: string,
): ReturnType<FindNearestPassage> {
  const words = [
    ...splitQuote(quote)
      .join(' ')
      .matchAll(/[\p{L}\p{N}]+/gu),
  ]
    .slice(0, MAX_QUOTE_WORDS)
    .map(([word]) => word.toLowerCase());
  const votes = new Map<number, number>();
  for (const [position, word] of words.entries()) {
    const places = index.positions.get(word) ?? [];
    for (const place of places) {
      const begin = Math.max(0, place - position);
      const weight = 1 / Math.sqrt(places.length);
      // A word left out or put in shifts what follows by one.
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
