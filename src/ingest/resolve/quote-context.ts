import type { QuoteContext } from '../../domain/analysis/quote-context.js';
import type { Locator } from '../../domain/records.js';
import { type Span, sentenceSpans, spanAt } from '../../domain/wording/sentences.js';
import { splitQuote } from './find-quote.js';
import { type NormalizedText, paragraphAt } from './normalize-text.js';

/** How far the beginning and the end of a sentence are looked for, in UTF-16 code units. */
const MAX_SENTENCE = 1_000;
/** A passage longer than this is not looked through for words. */
const MAX_PASSAGE = 5_000;

/** Where a quote that was found at `locator` stands in its text; null if it was not found in this text. */
export function quoteContext(text: NormalizedText, quote: string, locator: Locator): QuoteContext | null {
  const spans = partSpans(text, quote, locator);
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return null;
  const paragraphs = spans.map(({ from }) => paragraphAt(text, from));
  if (last.to - first.from > MAX_PASSAGE) return { text: null, parts: [], paragraphs };
  const from = sentenceStart(text, first.from);
  const to = sentenceEnd(text, last.to);
  return {
    text: text.normalized.slice(from, to),
    parts: spans.map((span) => ({ from: span.from - from, to: span.to - from })),
    paragraphs,
  };
}

/** The parts of the quote, as spans of `normalized`. As `findQuote` does, keeps the passage as short as possible. */
function partSpans({ normalized, starts, ends }: NormalizedText, quote: string, locator: Locator): Span[] {
  if (locator.start === null || locator.end === null) return [];
  const parts = splitQuote(quote);
  const from = lowerBound(starts, locator.start);
  let before = lowerBound(ends, locator.end + 1);
  const spans: Span[] = [];
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index] ?? '';
    // A quote may begin inside a cluster of a letter and its marks, of which only the beginning is known.
    const at =
      index === 0 ? normalized.indexOf(part, from) : normalized.lastIndexOf(part, before - part.length);
    if (at < from || at + part.length > before) return [];
    spans.unshift({ from: at, to: at + part.length });
    before = at;
  }
  return spans;
}

/** The index of the first item that is at least `value`; the items ascend. */
function lowerBound(items: Uint32Array, value: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sentenceStart(text: NormalizedText, offset: number): number {
  const { normalized, paragraphs } = text;
  const paragraph = paragraphs[paragraphAt(text, offset) - 1] ?? 0;
  const from = Math.max(Math.min(paragraph, offset), offset - MAX_SENTENCE);
  const before = normalized.slice(from, offset + 1);
  return from + spanAt(sentenceSpans(before), offset - from).from;
}

function sentenceEnd(text: NormalizedText, offset: number): number {
  const next = text.paragraphs[paragraphAt(text, Math.max(0, offset - 1))] ?? text.normalized.length;
  const to = Math.min(Math.max(next, offset), offset + MAX_SENTENCE);
  const last = Math.max(0, offset - 1);
  return last + (sentenceSpans(text.normalized.slice(last, to))[0]?.to ?? to - last);
}
