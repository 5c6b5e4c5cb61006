/** Pairs of the characters at one place of two texts. */
const pairs = (letters: string, latin: string): [string, string][] =>
  [...letters].map((letter, index) => [letter, latin[index] as string]);

/*
 * Cyrillic and Greek letters with the Latin ones that they look like, after Unicode's confusables (UTS #39, "Unicode Security Mechanisms").
 * A letter has both of its cases here or neither, so that folding a lower-cased word again changes nothing.
 */
const CYRILLIC_CAPITALS = pairs('АВЕЅІЈКМНОРСТУХ', 'ABESIJKMHOPCTYX');
const CYRILLIC = [...CYRILLIC_CAPITALS, ...pairs('авеѕіјкмнорстухҺһԀԁԚԛԜԝӀӏ', 'abesijkmhopctyxHhDdQqWwIl')];
const GREEK_CAPITALS = pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX');
const GREEK = [...GREEK_CAPITALS, ...pairs('αβεζηικμνορτυχ', 'abeznikuvoptux')];

/** From Latin letters, in both cases. */
const invert = (capitals: readonly [string, string][]) =>
  new Map(
    capitals.flatMap(([letter, latin]) => [
      [latin, letter] as const,
      [latin.toLowerCase(), letter.toLowerCase()] as const,
    ]),
  );

interface Script {
  readonly own: RegExp;
  /** Letters of other scripts that are replaced by those of this one. */
  readonly others: RegExp;
  readonly replacements: ReadonlyMap<string, string>;
}

const LATIN = /\p{Script=Latin}/gu;
const SCRIPTS: readonly Script[] = [
  {
    own: LATIN,
    others: /[\p{Script=Cyrillic}\p{Script=Greek}]/gu,
    replacements: new Map([...CYRILLIC, ...GREEK]),
  },
  { own: /\p{Script=Cyrillic}/gu, others: LATIN, replacements: invert(CYRILLIC_CAPITALS) },
  { own: /\p{Script=Greek}/gu, others: LATIN, replacements: invert(GREEK_CAPITALS) },
];

/**
 * Writes a word of Latin, Cyrillic and Greek letters in the script of most of them, or else in another one, if the others are look-alikes.
 * Other words stay as they are, also those of look-alikes only, such as СССР.
 */
export function foldLookAlikes(word: string): string {
  const used = SCRIPTS.map((script) => ({ script, letters: word.match(script.own)?.length ?? 0 }))
    .filter(({ letters }) => letters > 0)
    .sort((one, other) => other.letters - one.letters);
  if (used.length < 2) return word;
  for (const { script } of used) {
    const folded = word.replace(script.others, (letter) => script.replacements.get(letter) ?? letter);
    if (used.every((other) => other.script === script || folded.search(other.script.own) < 0)) return folded;
  }
  return word;
}
