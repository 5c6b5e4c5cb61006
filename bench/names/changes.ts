/** Ways to write a name that readers take for the same. Each returns null for a name that it does not change. */
export const CHANGES: Readonly<Record<string, (name: string) => string | null>> = {
  'as listed': (name) => name,
  'in capitals': (name) => ifOther(name, name.toUpperCase()),
  'without accents and points': (name) =>
    ifOther(
      name,
      name
        .normalize('NFD')
        .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu, '')
        .normalize('NFC'),
    ),
  'all words joined': (name) => ifOther(name, name.replace(/[^\p{L}\p{N}\p{M}]+/gu, '')),
  'first two words joined': (name) => ifOther(name, name.replace(/(?<=[\p{L}\p{M}])[ \-'’]+(?=\p{L})/u, '')),
  'longest word parted': (name) => changeLongestWord(name, ' '),
  'a hyphen in the longest word': (name) => changeLongestWord(name, '-'),
  'an invisible character': (name) => changeLongestWord(name, '\u00ad'),
  'a zero-width space': (name) => changeLongestWord(name, '\u200b'),
  'a look-alike letter': (name) =>
    ifOther(
      name,
      name.replace(/(?<=[A-Za-z]{2})[aeocpxy]/, (letter) => LOOK_ALIKES[letter] ?? letter),
    ),
  'full-width letters': (name) =>
    ifOther(
      name,
      name.replace(/[A-Za-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    ),
  'without the Arabic article': (name) => ifOther(name, name.replace(/(?<=^|\s)ال(?=\p{L}{3})/gu, '')),
  'an article before the longest word': (name) => ifOther(name, name.replace(LONG_ROMAN_WORD, 'al$&')),
  'all but the first character of a run': (name) =>
    /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]{3}/u.test(name)
      ? name.replace(
          /^.*?(?<=[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}])(?=[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]{2})/u,
          '',
        )
      : null,
};

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  c: 'с',
  p: 'р',
  x: 'х',
  y: 'у',
};

const LONG_ROMAN_WORD = /(?<![\p{L}\p{M}'’-])[bcdfghjkmqrstwz][a-z]{5,}(?![\p{L}\p{M}])/iu;

const ifOther = (name: string, changed: string): string | null =>
  changed === name || changed === '' ? null : changed;

/** Puts a text in the middle of the longest word, between two letters. Null for words of fewer than six letters. */
function changeLongestWord(name: string, inserted: string): string | null {
  const [longest] = [...name.matchAll(/\p{L}{6,}/gu)].sort((one, other) => other[0].length - one[0].length);
  if (longest === undefined) return null;
  const at = longest.index + Math.floor(longest[0].length / 2);
  return name.slice(0, at) + inserted + name.slice(at);
}
