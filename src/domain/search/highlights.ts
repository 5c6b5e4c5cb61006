import { foldBySound } from './han-sounds.js';
import { type TextUnit, textUnits, unitTokens } from './index-text.js';
import type { SearchField, SearchMatch, SearchText } from './search.js';
import { parseSearchQuery, type QueryWord, requiredWords, type SearchTerm } from './search-query.js';
import { tokenizeWithOffsets, type WordWithOffsets } from './tokenize.js';
import { hasUnspacedScript } from './word-groups.js';

/** The position of a match in a text. Counts Unicode code points from 0; `end` is exclusive. */
interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Highlight {
  readonly field: SearchField;
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/**
 * The matches in each text that contains all words of the query, by spelling or, unless `match` is EXACT, by sound. Other texts are omitted.
 * Words that the query joins are one range.
 */
export function findHighlights(
  query: string,
  texts: readonly SearchText[],
  match: SearchMatch = 'SIMILAR',
): Highlight[] {
  const words = requiredWords(parseSearchQuery(query));
  return texts.flatMap((text) => {
    const ranges = matchRanges(words, text, match);
    return ranges === null ? [] : [{ ...text, ranges }];
  });
}

/** Null if a word of the query is missing. */
function matchRanges(
  queryWords: readonly QueryWord[],
  { field, text }: SearchText,
  match: SearchMatch,
): TextRange[] | null {
  const words = tokenizeWithOffsets(text);
  const units = textUnits(field, text).map((unit) => ({ unit, tokens: unitTokens(unit) }));
  const found: TextRange[] = [];
  const unitsOf = (terms: readonly SearchTerm[]): TextUnit[] =>
    units
      .filter(({ tokens }) => tokens.some((token) => terms.some((term) => matches(term, token))))
      .map(({ unit }) => unit);
  for (const { word, variants, whole, sounds } of queryWords) {
    const terms = [...variants.flatMap(oneTerm), ...(match === 'EXACT' ? [] : sounds.flatMap(oneTerm))];
    const asWhole = unitsOf(whole);
    // Shabaab in al-Shabaab does not match by itself if all of it does.
    const isInWhole = ({ start, end }: TextUnit) =>
      asWhole.some((one) => one.start <= start && end <= one.end);
    const matching = unitsOf(terms).filter((unit) => asWhole.includes(unit) || !isInWhole(unit));
    const parts = hasUnspacedScript(word.token)
      ? units.flatMap(({ unit }) => findPart(unit, word.token, words, match))
      : [];
    const ranges = smallestUnits(matching).map(({ start, end }) => rangeOf(words.slice(start, end)));
    if (ranges.length + parts.length === 0) return null;
    found.push(...(parts.length > 0 ? parts : ranges));
  }
  return mergeRanges(found);
}

const oneTerm = (terms: readonly SearchTerm[]): readonly SearchTerm[] => (terms.length === 1 ? terms : []);

const matches = ({ token, isPrefix }: SearchTerm, other: string): boolean =>
  isPrefix ? other.startsWith(token) : other === token;

/** Without units that contain another one: for `river`, River but not River Front. */
const smallestUnits = (units: readonly TextUnit[]): TextUnit[] =>
  units.filter(
    (unit) => !units.some((other) => other !== unit && unit.start <= other.start && other.end <= unit.end),
  );

/** Where a unit contains a part of a run, such as 北京 in 北京大学; also by sound, unless `match` is EXACT. */
function findPart(
  { start, end }: TextUnit,
  token: string,
  words: readonly WordWithOffsets[],
  match: SearchMatch,
): TextRange[] {
  const ofUnit = words.slice(start, end);
  const joined = ofUnit.map(({ word }) => word).join('');
  const [run, part] =
    match === 'EXACT' || joined.includes(token) || [...token].length < 2
      ? [joined, token]
      : [foldBySound(joined), foldBySound(token)];
  const origins = ofUnit.flatMap((word) => word.origins);
  const ranges: TextRange[] = [];
  for (let at = run.indexOf(part); at >= 0; at = run.indexOf(part, at + part.length))
    ranges.push(
      run.length === origins.length
        ? { start: origins[at] as number, end: (origins[at + part.length - 1] as number) + 1 }
        : rangeOf(ofUnit),
    );
  return ranges;
}

const rangeOf = (words: readonly WordWithOffsets[]): TextRange => ({
  start: words[0]?.start ?? 0,
  end: words.at(-1)?.end ?? 0,
});

/** In order, and overlapping ranges as one. */
function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort(
    (one, other) => one.start - other.start || one.end - other.end,
  )) {
    const last = merged.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
