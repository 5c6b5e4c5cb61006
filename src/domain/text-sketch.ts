import { tokenize } from './search/tokenize.js';

/**
 * A sketch of a text, from which the similarity of two texts is estimated without the texts: MinHash (A. Broder, "On the resemblance
 * and containment of documents", 1997) over runs of words, with the low bits of each minimum (P. Li and A. C. König, "b-Bit Minwise
 * Hashing", 2010).
 *
 * The share of equal values estimates the Jaccard similarity J of the two sets of runs, with a standard error of √(J(1 − J) / 128):
 * 0.035 at J = 0.8. A pair of J ≥ 0.9 is missed once in 10,000, and one of J ≤ 0.6 is taken for a copy once in a million.
 */
const VALUES = 128;
/** With 16 bits, two different minima are equal by chance once in 65,536. */
const BYTES_PER_VALUE = 2;
/** Short runs, so that a copy with one word in thirty replaced is still recognised. */
const RUN_LENGTH = 3;
/** Texts with fewer words have no sketch, because short texts can be equal by accident. */
export const MIN_WORDS_OF_SKETCH = 50;
/** Two texts are nearly the same if at least this share of the values is equal. */
export const SAME_TEXT_SIMILARITY = 0.8;

/** Scripts that are written without spaces: each character counts as a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The sketch as base64, 344 characters. Null if the text is too short. */
export function sketchText(text: string): string | null {
  const words = tokenize(text).flatMap((word) => (UNSPACED.test(word) ? [...word] : [word]));
  if (words.length < MIN_WORDS_OF_SKETCH) return null;
  const minima = new Uint32Array(VALUES).fill(0xffffffff);
  for (const run of hashRuns(words))
    for (let index = 0; index < VALUES; index++) {
      const hash = mixBits(run ^ (SEEDS[index] as number));
      if (hash < (minima[index] as number)) minima[index] = hash;
    }
  const bytes = Buffer.alloc(VALUES * BYTES_PER_VALUE);
  for (const [index, minimum] of minima.entries())
    bytes.writeUInt16BE(minimum & 0xffff, index * BYTES_PER_VALUE);
  return bytes.toString('base64');
}

/** The distinct hashes of all runs of words. */
function hashRuns(words: readonly string[]): Set<number> {
  const hashes = words.map(hashWord);
  const runs = new Set<number>();
  for (let start = 0; start + RUN_LENGTH <= hashes.length; start++) {
    let run = 0;
    for (let at = start; at < start + RUN_LENGTH; at++)
      run = mixBits(Math.imul(run, 31) + (hashes[at] as number));
    runs.add(run);
  }
  return runs;
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The finalizer of MurmurHash3: a permutation of the 32-bit numbers. With a different seed each time it is one of MinHash's permutations. */
function mixBits(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const SEEDS = Uint32Array.from({ length: VALUES }, (_, index) => mixBits(0x9e3779b9 * (index + 1)));

/** The estimated similarity of two texts, 0 to 1. */
export function textSimilarity(one: string, other: string): number {
  const [a, b] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')];
  let equal = 0;
  for (let at = 0; at < VALUES * BYTES_PER_VALUE; at += BYTES_PER_VALUE)
    if (a[at] === b[at] && a[at + 1] === b[at + 1]) equal++;
  return equal / VALUES;
}

export function isSameText(one: string, other: string): boolean {
  return textSimilarity(one, other) >= SAME_TEXT_SIMILARITY;
}

/** The number of bands. More than the values in which two sketches of nearly the same text can differ, 25, so one band is always equal. */
const BANDS = 32;
const BAND_BYTES = (VALUES * BYTES_PER_VALUE) / BANDS;

/**
 * Keys for finding texts that are nearly the same without comparing all: two such texts always share a key, different texts hardly ever
 * (locality-sensitive hashing; P. Indyk and R. Motwani, 1998).
 */
export function sketchBands(sketch: string): string[] {
  const bytes = Buffer.from(sketch, 'base64');
  return Array.from({ length: BANDS }, (_, band) => {
    const start = band * BAND_BYTES;
    return `${band.toString(36)}${bytes.toString('hex', start, start + BAND_BYTES)}`;
  });
}
