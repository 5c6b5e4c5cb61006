import { countWordsBetween, type Span, type WordMatch } from '../wording/sentences.js';

/** Where a quote stands in the text of its article. */
export interface QuoteContext {
  /**
   * The text from the beginning of the first sentence that holds a part of the quote to the end of the last one, with plain apostrophes
   * and single spaces; null if that is too long to be looked through.
   */
  readonly text: string | null;
  /** The parts of the quote around `[…]`, in order, as spans of `text`. */
  readonly parts: readonly Span[];
  /** The paragraph of each part, from 1. */
  readonly paragraphs: readonly number[];
}

/** Scripts that are written without spaces, or whose particles join the word before: an edge inside a run cuts no word. */
const JOINED_SCRIPT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
/** Prefixes whose loss turns the meaning: "non-state", "anti-government". */
const PREFIX = /(?:^|[^\p{L}])((?:non|anti|counter|pseudo|quasi|ex)-)$/iu;

/** The words or numbers that an edge of the quote cuts, in the order of the text. Any language. */
export function cutWords({ text, parts }: QuoteContext): string[] {
  if (text === null) return [];
  return parts.flatMap(({ from, to }) => {
    const begins = cutsBefore(text, from);
    const ends = cutsAfter(text, to);
    return [...(begins ? [wordAround(text, from)] : []), ...(ends ? [wordAround(text, to - 1)] : [])];
  });
}

function cutsBefore(text: string, from: number): boolean {
  const [first = ''] = text.slice(from);
  const before = [...text.slice(Math.max(0, from - 12), from)];
  const last = before.at(-1) ?? '';
  if (!WORD_CHARACTER.test(first) || JOINED_SCRIPT.test(first)) return false;
  if (WORD_CHARACTER.test(last)) return !JOINED_SCRIPT.test(last);
  if (/^\p{N}/u.test(first) && /\p{N}[.,]$/u.test(before.join(''))) return true;
  return PREFIX.test(before.join(''));
}

function cutsAfter(text: string, to: number): boolean {
  const last = [...text.slice(Math.max(0, to - 4), to)].at(-1) ?? '';
  const [next = ''] = text.slice(to);
  if (!WORD_CHARACTER.test(last) || JOINED_SCRIPT.test(last)) return false;
  if (WORD_CHARACTER.test(next)) return !JOINED_SCRIPT.test(next);
  const after = text.slice(to, to + 4);
  return (/\p{N}/u.test(last) && /^[.,]\p{N}/u.test(after)) || /^'t\b/iu.test(after);
}

function wordAround(text: string, at: number): string {
  const before = /[\p{L}\p{N}\p{M}'.,-]*$/u.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? '';
  const after = /^[\p{L}\p{N}\p{M}'.,-]*/u.exec(text.slice(at, at + 40))?.[0] ?? '';
  return `${before}${after}`.replace(/^[.,'-]+|[.,'-]+$/gu, '');
}

/** Where a word stands that is no part of the quote. */
export type Place = 'QUOTE' | 'OMITTED' | 'BEFORE' | 'AFTER';

export function placeOf({ parts }: QuoteContext, { from, to }: Span): Place {
  if (parts.some((part) => from < part.to && to > part.from)) return 'QUOTE';
  if (to <= (parts[0]?.from ?? 0)) return 'BEFORE';
  return from >= (parts.at(-1)?.to ?? 0) ? 'AFTER' : 'OMITTED';
}

const MAX_WORDS_FROM_QUOTE = 12;
/** Words that govern only the verb right after them: "may have paid". */
const AUXILIARY =
  /^(?:may|might|could|possibly|perhaps|maybe|allegedly|reportedly|supposedly|apparently|probably|likely)$/iu;
const BEFORE_VERB = /^(?: (?:be|been|being|have|has|had|also|already|now|still|even|\p{L}+ly))* $/iu;
const MAX_WORDS_BEFORE_CLAUSE = 2;

/**
 * True if a word outside of the quote is about the quote: it stands before it in the same clause, or after the clause of the quote in one
 * of its own that ends with it ("…, the opposition alleged").
 */
export function governsQuote(context: QuoteContext, match: WordMatch, place: Place): boolean {
  if (context.text === null || place === 'QUOTE') return false;
  if (place === 'OMITTED') return true;
  return place === 'BEFORE'
    ? governsFromBefore(context.text, context.parts, match)
    : governsFromAfter(context.text, context.parts, match);
}

function governsFromBefore(text: string, [first]: readonly Span[], { word, to }: WordMatch): boolean {
  const between = text.slice(to, first?.from);
  if (AUXILIARY.test(word)) return BEFORE_VERB.test(between);
  return (
    !/[,;:()–—!?]|\.\s|\b(?:which|who|whose|but|while|although|and)\b/iu.test(between) &&
    countWordsBetween(between) <= MAX_WORDS_FROM_QUOTE
  );
}

function governsFromAfter(text: string, parts: readonly Span[], { from, to }: WordMatch): boolean {
  const between = text.slice(parts.at(-1)?.to, from);
  const after = /^[^,;.:!?"()–—]*/u.exec(text.slice(to))?.[0] ?? '';
  const clause = /[^,;:()–—]*$/u.exec(text.slice(0, parts[0]?.from))?.[0] ?? '';
  const isApart = /^["']?[,–—(]/u.test(between) || between.trim() === '';
  return (
    isApart &&
    countWordsBetween(clause) <= MAX_WORDS_BEFORE_CLAUSE &&
    !/[;:.!?]|,.*,|\b(?:which|who|whose|but|while|and)\b/iu.test(between) &&
    countWordsBetween(between) <= 6 &&
    countWordsBetween(after) <= 2
  );
}
