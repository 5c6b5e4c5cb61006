import { type NormalizedText, normalize, paragraphAt } from './normalize-text.js';

/** The position of a quote in a text. */
export interface Passage {
  /** In Unicode code points of the original text, from 0. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** The paragraph in which the quote begins, from 1. */
  readonly paragraph: number;
}

const ELLIPSIS = /\[\s*(?:…|\.\.\.)\s*\]/u;

/** The parts of a quote around `[…]`, normalized; empty if the quote has no words. */
export function splitQuote(quote: string): string[] {
  return quote
    .split(ELLIPSIS)
    .map(normalize)
    .filter((part) => part !== '');
}

/**
 * Finds the parts of a quote in a text, in order. Prefers the occurrence that begins in `paragraph`, otherwise takes the
 * first one, and keeps the passage as short as possible. Null if the text does not contain the quote.
 */
export function findQuote(text: NormalizedText, quote: string, paragraph: number | null): Passage | null {
  const parts = splitQuote(quote);
  const span = paragraph === null ? null : paragraphSpan(text, paragraph);
  const found =
    (span && findParts(text, parts, span.from, span.to)) ?? findParts(text, parts, 0, text.normalized.length);
  if (found === null) return null;
  return {
    start: text.starts[found.from] ?? 0,
    end: text.ends[found.to - 1] ?? 0,
    paragraph: paragraphAt(text, found.from),
  };
}

/** Offsets in `normalized`. The first part must begin at `from` or later, and before `startBefore`. */
function findParts(
  { normalized }: NormalizedText,
  parts: readonly string[],
  from: number,
  startBefore: number,
): { from: number; to: number } | null {
  const offsets: number[] = [];
  for (const part of parts) {
    const first = offsets.length === 0;
    const offset = (first ? normalized.slice(0, startBefore + part.length) : normalized).indexOf(
      part,
      first ? from : endOfLastPart(offsets, parts),
    );
    if (offset === -1 || (first && offset >= startBefore)) return null;
    offsets.push(offset);
  }
  if (offsets.length === 0) return null;
  const to = endOfLastPart(offsets, parts);
  // Move the earlier parts as close to the last one as possible, so that the passage is as short as possible.
  for (let index = offsets.length - 2; index >= 0; index--) {
    const part = parts[index] ?? '';
    const closer = normalized.lastIndexOf(part, (offsets[index + 1] ?? 0) - part.length);
    if (index > 0 || closer < startBefore) offsets[index] = closer;
  }
  return { from: offsets[0] ?? 0, to };
}

/** Where the last part that was found ends. */
const endOfLastPart = (offsets: readonly number[], parts: readonly string[]): number =>
  (offsets.at(-1) ?? 0) + (parts[offsets.length - 1]?.length ?? 0);

/** Where a paragraph begins and ends in `normalized`; null if the text has no such paragraph. */
function paragraphSpan(
  { normalized, paragraphs }: NormalizedText,
  paragraph: number,
): { from: number; to: number } | null {
  const from = paragraphs[paragraph - 1];
  return from === undefined ? null : { from, to: paragraphs[paragraph] ?? normalized.length };
}
