/** Letters that Unicode does not decompose, in plain Latin. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ə: 'e',
  ħ: 'h',
};

/** The words of a text without case, accents and punctuation: what is searched and what is searched for. */
export function searchWords(text: string): string[] {
  // Apostrophes of transliteration stand inside words: Qur'an, ʿAli.
  const plain = inPlainLetters(text).replace(/['’‘ʼʿʾ`]/g, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function inPlainLetters(text: string): string {
  // Most texts are ASCII; a search ranks thousands of them, and the rest of this would take most of its time.
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøðđþłıəħ]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Which text of a record a search found. */
export type SearchField = 'NAME' | 'ALIAS' | 'DESCRIPTION' | 'TITLE';

export interface SearchRank {
  /** 0 is best. */
  readonly tier: number;
  readonly field: SearchField;
}

/** The texts of a record that a search looks at. */
export interface Searchable {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly title?: string;
  readonly description?: string | null;
}

/** How well a record answers; null where no single field, or alias, holds all the words (the last as a beginning). */
export function rankHit(
  words: readonly string[],
  { name, aliases = [], title, description }: Searchable,
): SearchRank | null {
  const asked = words.join(' ');
  const named = name === undefined ? [] : searchWords(name);
  const others = aliases.map(searchWords);
  if (named.join(' ') === asked) return { tier: 0, field: 'NAME' };
  if (others.some((other) => other.join(' ') === asked)) return { tier: 1, field: 'ALIAS' };
  if (named.join(' ').startsWith(asked)) return { tier: 2, field: 'NAME' };
  if (holds(named, words)) return { tier: 3, field: 'NAME' };
  if (others.some((other) => holds(other, words))) return { tier: 4, field: 'ALIAS' };
  if (title !== undefined && holds(searchWords(title), words)) return { tier: 5, field: 'TITLE' };
  if (description != null && holds(searchWords(description), words)) return { tier: 6, field: 'DESCRIPTION' };
  return null;
}

function holds(text: readonly string[], words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return (
    words.slice(0, -1).every((word) => text.includes(word)) && text.some((word) => word.startsWith(last))
  );
}
