import { digest } from './ids.js';
import type { Entity } from './records.js';

/** What a text that an article declares about an entity is. Names and aliases are one role: both are what it is called. */
export type DeclaredRole = 'NAME' | 'DESCRIPTION';

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
  return entities.flatMap(({ id, name, aliases, description }) => [
    ...[...new Set([name, ...aliases])].map((text) => ({ entityId: id, role: 'NAME', text }) as const),
    ...(description === null ? [] : [{ entityId: id, role: 'DESCRIPTION', text: description } as const]),
  ]);
}

/** 128 bits of SHA-256 of a text, for indexes: a description is longer than an index entry may be. */
export const textKey = (text: string): string => digest(text).slice(0, 32);
