import { AscribeError } from '../../domain/errors.js';

/** The number that an argument was given, where it lies within its bounds; throws BAD_INPUT. */
export function within(
  argument: string,
  number: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (number >= least && number <= most) return number;
  throw new AscribeError('BAD_INPUT', `${argument} is ${number}; expected ${least} to ${most}`);
}
