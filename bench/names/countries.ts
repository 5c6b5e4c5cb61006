import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A country and its names by language, from the npm package i18n-iso-countries. */
export interface Country {
  readonly code: string;
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Null if the package is not installed. */
export function readCountries(): Country[] | null {
  const folder = findLanguages();
  if (folder === null) return null;
  const byCode = new Map<string, Map<string, readonly string[]>>();
  for (const file of readdirSync(folder).sort()) {
    const { locale, countries } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      locale: string;
      countries: Readonly<Record<string, string | readonly string[]>>;
    };
    for (const [code, names] of Object.entries(countries))
      byCode.set(code, (byCode.get(code) ?? new Map()).set(locale, [names].flat()));
  }
  return [...byCode].map(([code, names]) => ({ code, names }));
}

function findLanguages(): string | null {
  try {
    return join(createRequire(import.meta.url).resolve('i18n-iso-countries/package.json'), '../langs');
  } catch {
    return null;
  }
}

/** The scripts of names, with the letters that only they have. */
const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Chinese, Japanese', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Thai, Khmer', /[\p{Script=Thai}\p{Script=Khmer}]/u],
  ['Latin', /^[\P{L}\p{Script=Latin}]*$/u],
];

export const scriptOf = (name: string): string =>
  SCRIPTS.find(([, letters]) => letters.test(name))?.[0] ?? 'other scripts';
