import { type NormalizedText, normalize, paragraphAt } from './normalize-text.js';

/** Where a quote stands: code points of the original text, end exclusive; the paragraph of its beginning. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
}

const ELLIPSIS = /\[\s*(?:…|\.\.\.)\s*\]/u;

/** The parts of a quote around `[…]`, made plain; none where it has no words. */
export function splitQuote(quote: string): string[] {
  return quote
    .split(ELLIPSIS)
    .map(normalize)
    .filter((part) => part !== '');
}

/**
 * Finds a quote in a text: its parts in order. The occurrence that begins in the paragraph asked for is preferred, else the first;
 * of its parts the nearest ones.
 */
export function findQuote(text: NormalizedText, quote: string, paragraph: number | null): Passage | null {
  const parts = splitQuote(quote);
  const wanted = paragraph === null ? null : paragraphSpan(text, paragraph);
  const found =
    (wanted && findParts(text, parts, wanted.from, wanted.to)) ??
    findParts(text, parts, 0, text.normalized.length);
  if (found === null) return null;
  return {
    start: text.starts[found.from] ?? 0,
    end: text.ends[found.to - 1] ?? 0,
    paragraph: paragraphAt(text, found.from),
  };
}

/** In units of `plain`: the first part begins at `from` or after, and before `before`. */
function findParts(
  { normalized }: NormalizedText,
  parts: readonly string[],
  from: number,
  startBefore: number,
): { from: number; to: number } | null {
  const places: number[] = [];
  for (const part of parts) {
    const first = places.length === 0;
    const place = (first ? normalized.slice(0, startBefore + part.length) : normalized).indexOf(
      part,
      first ? from : endOfLastPart(places, parts),
    );
    if (place === -1 || (first && place >= startBefore)) return null;
    places.push(place);
  }
  if (places.length === 0) return null;
  const to = endOfLastPart(places, parts);
  // What leads up to the last part moves as near to it as it can: the passage is no longer than it must be.
  for (let index = places.length - 2; index >= 0; index--) {
    const part = parts[index] ?? '';
    const nearer = normalized.lastIndexOf(part, (places[index + 1] ?? 0) - part.length);
    if (index > 0 || nearer < startBefore) places[index] = nearer;
  }
  return { from: places[0] ?? 0, to };
}

/** Where the last part that has a place ends. */
const endOfLastPart = (places: readonly number[], parts: readonly string[]): number =>
  (places.at(-1) ?? 0) + (parts[places.length - 1]?.length ?? 0);

/** Where a paragraph begins and ends in `plain`, or null where the text has no such one. */
function paragraphSpan(
  { normalized, paragraphs }: NormalizedText,
  paragraph: number,
): { from: number; to: number } | null {
  const from = paragraphs[paragraph - 1];
  return from === undefined ? null : { from, to: paragraphs[paragraph] ?? normalized.length };
}
