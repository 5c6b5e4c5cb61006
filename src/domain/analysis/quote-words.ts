const OMISSION = /\[\s*(?:…|\.\.\.)\s*\]/gu;

/** The parts of a quote around `[…]`, with plain apostrophes and single spaces. */
export function quotePassages(quote: string): string[] {
  return quote
    .split(OMISSION)
    .map((part) => part.normalize('NFC').replace(/[’‘ʼ]/gu, "'").replace(/\s+/gu, ' ').trim())
    .filter((part) => part !== '');
}

/** How many words a quote has: `ISIS-K-aligned channels` has two. */
export function countWords(quote: string): number {
  return quotePassages(quote)
    .join(' ')
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Two quotes with one key are the same words, whatever their capitals, signs and spaces. */
export function quoteKey(quote: string): string {
  const words =
    quotePassages(quote)
      .join(' ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join(' ').toLowerCase();
}
