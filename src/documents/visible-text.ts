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

/** The code point as a message shows it: `<U+200B>`. */
const codePointLabel = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** Makes untrusted text safe to print, and shows its invisible characters as `<U+200B>`. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (character, offset: number) =>
    SPELLING.includes(character) && JOINING.test(text.slice(Math.max(0, offset - 2), offset))
      ? character
      : codePointLabel(character),
  );
}

/** User names and passwords in addresses are never shown. */
export const hideCredentials = (text: string): string =>
  text.replace(/([a-z][a-z0-9+.-]{0,20}:[/\\]{1,4})[^\s/?#@"\\]{1,500}@/giu, '$1…@');
