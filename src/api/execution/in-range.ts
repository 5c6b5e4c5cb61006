import { AscribeError } from '../../domain/errors.js';

/** The number that an argument was given, where it lies within its bounds; throws BAD_INPUT. */
export function requireInRange(
  argument: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (value >= least && value <= most) return value;
  throw new AscribeError('BAD_INPUT', `${argument} is ${value}; expected ${least} to ${most}`);
}
