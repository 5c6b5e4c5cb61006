import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AscribeError } from '../domain/errors.js';

/**
 * Lets `fill` write a file, and gives it its name when it is whole and on the disk: who looks finds the whole file, the one before, or none.
 * A file that is there is replaced only by `force`. Throws BAD_CONFIGURATION.
 */
export async function writeFileAtomic(
  path: string,
  force: boolean,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(resolve(path));
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.part`);
  try {
    await write(temporary);
    await fsyncPath(temporary);
    if (force) await rename(temporary, path);
    // Unlike rename, it fails where the name is taken, in one step.
    else await link(temporary, path);
    await fsyncPath(folder);
  } catch (error) {
    throw toWriteError(path, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function fsyncPath(path: string): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    await file.sync();
  } finally {
    await file?.close();
  }
}

function toWriteError(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AscribeError || code === undefined) return error;
  const why =
    code === 'EEXIST'
      ? 'is there already; --force replaces it'
      : code === 'ENOENT' || code === 'ENOTDIR'
        ? 'cannot be written: its folder does not exist'
        : code === 'ENOSPC'
          ? 'cannot be written: the disk is full'
          : `cannot be written (${code})`;
  return new AscribeError('BAD_CONFIGURATION', `${path} ${why}`, { cause: error });
}
