const OMISSION = /\[\s*(?:…|\.\.\.)\s*\]/gu;

/** The parts of a quote around `[…]` and `[...]`, with plain apostrophes and single spaces. */
export function quotePassages(quote: string): string[] {
  return quote
    .split(OMISSION)
    .map((part) => part.normalize('NFC').replace(/[’‘ʼ]/gu, "'").replace(/\s+/gu, ' ').trim())
    .filter((part) => part !== '');
}

/** The number of words in a quote: `ISIS-K-aligned channels` has two. */
export function countWords(quote: string): number {
  return quotePassages(quote)
    .join(' ')
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The words of a quote in lower case. Quotes that differ only in case, punctuation or spaces have the same key. */
export function quoteKey(quote: string): string {
  const words =
    quotePassages(quote)
      .join(' ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join(' ').toLowerCase();
}

const MAX_SHOWN_LENGTH = 120;
/** A quote for a message, in quotation marks. */
export const abbreviateQuote = (quote: string): string =>
  JSON.stringify(quote.length > MAX_SHOWN_LENGTH ? `${quote.slice(0, MAX_SHOWN_LENGTH - 1)}…` : quote);
