/**
 * Characters that nobody sees: control and format characters, bidirectional marks, fillers, variation selectors, tags, and spaces other
 * than U+0020.
 */
const INVISIBLE =
  /(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** In Arabic, Indic and emoji text, joiners and selectors belong to the spelling. */
const SPELLING: readonly string[] = ['\u200c', '\u200d', '\ufe0f'];
const JOINING =
  /(?:[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]|\p{Variation_Selector})$/u;

/** Characters that look like other letters, or like two of them: ligatures, digraphs, presentation forms, wide and mathematical letters. */
const LOOK_ALIKE =
  /[\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\u2160-\u217f\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufdf1\ufdf4-\ufdfc\ufe70-\ufefc\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/gu;
/** Scripts that share the shapes of many letters. A word of several is rarely meant. */
const SIMILAR_SCRIPTS = [
  /\p{Script=Latin}/gu,
  /\p{Script=Cyrillic}/gu,
  /\p{Script=Greek}/gu,
  /\p{Script=Armenian}/gu,
  /\p{Script=Cherokee}/gu,
];
const WORD = /[\p{L}\p{M}]{2,200}/gu;

/** The code point as a message shows it: `<U+200B>`. */
const codePointLabel = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** Makes untrusted text safe to print: shows its invisible characters as `<U+200B>`, and look-alikes with their code as `ﬀ<U+FB00>`. */
export function showInvisible(text: string): string {
  return showLookAlikes(text).replace(INVISIBLE, (character, offset: number) =>
    SPELLING.includes(character) && JOINING.test(text.slice(Math.max(0, offset - 2), offset))
      ? character
      : codePointLabel(character),
  );
}

const withLabel = (character: string): string => character + codePointLabel(character);

/** A value in a message has its codes already, before the whole message is shown. */
const hideLabels = (text: string): string =>
  text.replace(/(\p{L}|\p{M}|\p{N})<U\+[0-9A-F]{4,6}>/gu, (all, character: string) =>
    all === withLabel(character) ? character : all,
  );

function showLookAlikes(text: string): string {
  if (!/[^\0-\u0100]/u.test(text)) return text;
  return hideLabels(text)
    .replace(WORD, (word) => {
      const scripts = SIMILAR_SCRIPTS.map((letters) => ({ letters, count: word.match(letters)?.length ?? 0 }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count);
      return scripts.slice(1).reduce((shown, { letters }) => shown.replace(letters, withLabel), word);
    })
    .replace(LOOK_ALIKE, withLabel);
}

/** User names and passwords in addresses are never shown. */
export const hideCredentials = (text: string): string =>
  text.replace(/([a-z][a-z0-9+.-]{0,20}:[/\\]{1,4})[^\s/?#@"\\]{1,500}@/giu, '$1…@');
