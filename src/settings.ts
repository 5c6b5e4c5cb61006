import { AscribeError } from './domain/errors.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is one that is not set: `docker compose` passes those. */
export function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** The word that `text` is; undefined where nothing is given. Throws BAD_CONFIGURATION. */
export function oneOf<T extends string>(
  variable: string,
  text: string | undefined,
  words: readonly T[],
): T | undefined {
  const word = words.find((one) => one === text);
  if (text === undefined || word !== undefined) return word;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${variable} is "${text}"; expected one of ${words.join(', ')}`,
  );
}
