import { quoteParts } from './find-quote.js';
import { type PlainText, paragraphAt } from './plain-text.js';

/** The passage of a text that is most like a quote that does not stand in it, or null where no word of it does. */
export type FindNearest = (quote: string) => { readonly passage: string; readonly paragraph: number } | null;

const LONGEST = 120;
const WORDS = 60;
/** A word that stands more often than this says little of the place. */
const COMMON = 500;

/** Indexes the words of a text once, when the first quote asks. */
export function nearestIn(text: PlainText): FindNearest {
  let index: Index | undefined;
  return (quote) => {
    index ??= indexOf(text);
    return nearest(text, index, quote);
  };
}

interface Index {
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function indexOf({ plain }: PlainText): Index {
  const offsets: number[] = [];
  const lengths: number[] = [];
  const places = new Map<string, number[]>();
  for (const match of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = match[0].toLowerCase();
    const known = places.get(word);
    if (known === undefined) places.set(word, [offsets.length]);
    else if (known.length <= COMMON) known.push(offsets.length);
    offsets.push(match.index);
    lengths.push(match[0].length);
  }
  return { offsets, lengths, places };
}

/** Each word of the quote votes for where the quote would begin if the word stood in its place. */
function nearest(text: PlainText, index: Index, quote: string): ReturnType<FindNearest> {
  const words = [
    ...quoteParts(quote)
      .join(' ')
      .matchAll(/[\p{L}\p{N}]+/gu),
  ]
    .slice(0, WORDS)
    .map(([word]) => word.toLowerCase());
  const votes = new Map<number, number>();
  for (const [position, word] of words.entries()) {
    const places = index.places.get(word) ?? [];
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
  const passage = text.plain.slice(from, to);
  return {
    passage: passage.length > LONGEST ? `${passage.slice(0, LONGEST - 1)}…` : passage,
    paragraph: paragraphAt(text, from),
  };
}
