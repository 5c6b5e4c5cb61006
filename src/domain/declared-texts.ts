import { digest } from './ids.js';
import type { Entity } from './records.js';
import { tokenize } from './search/tokenize.js';

/**
 * What a text that an article declares about an entity is. Names and aliases are one role: both are what it is called. An identifier is
 * `scheme value`.
 */
export type DeclaredRole = 'NAME' | 'DESCRIPTION' | 'IDENTIFIER';

/** A text that an article declares about an entity. */
export interface DeclaredText {
  readonly entityId: string;
  readonly role: DeclaredRole;
  readonly text: string;
}

/** A text, and how many live articles declare it. */
export interface CountedText extends DeclaredText {
  readonly articleCount: number;
}

/** The texts that an article declares about entities, each once. */
export function declaredTextsOf(entities: readonly Entity[]): DeclaredText[] {
  return entities.flatMap(({ id, name, aliases, description, identifiers }) => [
    ...[...new Set([name, ...aliases])].map((text) => ({ entityId: id, role: 'NAME', text }) as const),
    ...(description === null ? [] : [{ entityId: id, role: 'DESCRIPTION', text: description } as const]),
    ...identifiers.map(
      ({ scheme, value }) => ({ entityId: id, role: 'IDENTIFIER', text: `${scheme} ${value}` }) as const,
    ),
  ]);
}

/** 128 bits of SHA-256 of a text, for indexes: a description is longer than an index entry may be. */
export const textKey = (text: string): string => digest(text).slice(0, 32);

/** The words of a name as `tokenize` compares them, without an English article in front. Empty if it has no letters or digits. */
export function nameWords(name: string): string {
  const words = tokenize(name);
  return (words[0] === 'the' && words.length > 1 ? words.slice(1) : words).join(' ');
}

/** Longer names sort by their first 200 characters: an index entry of Neo4j has at most 8 kB. */
const MAX_NAME_KEY_LENGTH = 200;

/** A key that sorts names by code point, without case, accents, punctuation and an English article in front. */
export function nameKey(name: string): string {
  const key = nameWords(name) || name.toLowerCase().replace(/\s+/gu, ' ').trim();
  return [...key].slice(0, MAX_NAME_KEY_LENGTH).join('');
}

/**
 * A key that two names share if they differ in case, accents, punctuation and "The" only, and two identifiers if they differ in case only. Null for
 * descriptions, which do not tell entities apart.
 */
export function matchKey({ role, text }: Pick<DeclaredText, 'role' | 'text'>): string | null {
  if (role === 'DESCRIPTION') return null;
  const words = role === 'NAME' ? nameWords(text) : '';
  return digest([role, words || text.toLowerCase()]).slice(0, 32);
}
