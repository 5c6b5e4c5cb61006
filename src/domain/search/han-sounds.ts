import anyAscii from 'any-ascii';
import { memoize } from '../memoize.js';

/**
 * The sounds of Chinese characters, which simplified, traditional and Japanese forms of a character share: 國, 国 and 囯 are all `guo`. Of the
 * pairs of traditional and simplified characters in OpenCC 1.4, any-ascii reads 97 % alike.
 */

const HAN = /^\p{Script=Han}$/u;

const readingOf = memoize(5_000, (character: string): string =>
  anyAscii(character)
    .toLowerCase()
    .replace(/[^a-z]/g, ''),
);

/** The key of two adjacent characters by sound; null unless both are Chinese. One character alone sounds like too many others. */
export function soundOfPair(pair: string): string | null {
  const [first = '', second = ''] = pair;
  if (!HAN.test(first) || !HAN.test(second)) return null;
  return `h_${readingOf(first)}_${readingOf(second)}`;
}

const firstWithReading = new Map<string, string>();

/** A text in which all characters of one sound are the same character. Keeps its length. */
export const foldBySound = (text: string): string =>
  text.replace(/\p{Script=Han}/gu, (character) => {
    const key = `${readingOf(character)} ${character.length}`;
    const same = firstWithReading.get(key) ?? character;
    firstWithReading.set(key, same);
    return same;
  });
