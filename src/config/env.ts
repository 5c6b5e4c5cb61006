import { AscribeError } from '../domain/errors.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is one that is not set: `docker compose` passes those. */
export function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** The word that `text` is; undefined where nothing is given. Throws BAD_CONFIGURATION. */
export function parseChoice<T extends string>(
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

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Throws BAD_CONFIGURATION. */
export function readInteger(variable: string, env: Environment, { least, most }: Range): number | undefined {
  const text = nonEmpty(env[variable]);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d{1,10}$/.test(text) && count >= least && count <= most) return count;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${variable} is "${text}"; expected a whole number from ${least} to ${most}`,
  );
}

/** Milliseconds, of a variable that is written in seconds. */
export function readSeconds(variable: string, env: Environment, { least, most }: Range): number | undefined {
  const text = nonEmpty(env[variable]);
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds >= least && seconds <= most) return Math.round(seconds * 1000);
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${variable} is "${text}"; expected seconds, from ${least} to ${most}`,
  );
}
