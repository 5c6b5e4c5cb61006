/** The fields that a search covers. */
export const searchFields = ['NAME', 'ALIAS', 'TITLE', 'DESCRIPTION', 'QUOTE'] as const;
export type SearchField = (typeof searchFields)[number];

/** One text of a record. */
export interface SearchText {
  readonly field: SearchField;
  readonly text: string;
}

/** The searchable properties of an entity or an article. */
export interface Searchable {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly title?: string;
  readonly description?: string | null;
}

/** The searchable texts of an entity or an article: names, aliases, title, description. */
export function searchableTexts({ name, aliases = [], title, description }: Searchable): SearchText[] {
  return [
    ...(name === undefined ? [] : [{ field: 'NAME', text: name } as const]),
    ...aliases.map((text) => ({ field: 'ALIAS', text }) as const),
    ...(title === undefined ? [] : [{ field: 'TITLE', text: title } as const]),
    ...(description == null ? [] : [{ field: 'DESCRIPTION', text: description } as const]),
  ];
}

/** How alike a text must be to match: `EXACT` only by spelling, `SIMILAR` also by sound. */
export const searchMatches = ['EXACT', 'SIMILAR'] as const;
export type SearchMatch = (typeof searchMatches)[number];

/**
 * The field of each rank of a match, best first: the index is the rank. Exact spelling comes before joined and parted words, these before
 * similar sound, and quotes come last. Stores sort matches by rank, then by id.
 */
export const TIERS: readonly SearchField[] = [
  // The text equals the query; a name starts with it; the text contains all words.
  ...(['NAME', 'ALIAS', 'NAME', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // Joined or parted: the text equals the query; the text contains all words.
  ...(['NAME', 'ALIAS', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // By sound: the text equals the query; the text contains all words.
  ...(['NAME', 'ALIAS', 'NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const),
  // A quote contains all words: exactly; joined, parted or by sound.
  ...(['QUOTE', 'QUOTE'] as const),
];

/** The first rank in `TIERS` of matches by joined words, and of those by sound. */
export const JOINED_TIER = 7;
export const SOUND_TIER = 13;

/** The phases of a search, each with its first rank in `TIERS`. */
export const PHASES = { EXACT: 0, SIMILAR: JOINED_TIER, QUOTED_EXACT: 19, QUOTED_SIMILAR: 20 } as const;
export type Phase = keyof typeof PHASES;
export const phases = Object.keys(PHASES) as Phase[];
