import { AscribeError } from '../domain/errors.js';

/** BAD_CONFIGURATION for a system error of writing `path`; any other error as it is. */
export function toWriteError(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AscribeError || code === undefined) return error;
  return new AscribeError('BAD_CONFIGURATION', `${path} ${REASONS[code] ?? `cannot be written (${code})`}`, {
    cause: error,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'already exists; --force replaces it',
  ENOENT: 'cannot be written: its folder does not exist',
  ENOTDIR: 'cannot be written: its folder does not exist',
  ENOSPC: 'cannot be written: the disk is full',
};
