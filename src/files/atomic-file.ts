import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { toWriteError } from './write-error.js';

/**
 * Writes a file completely or not at all: `write` fills a temporary file in the same folder, which is renamed to `path` once it is on disk.
 * Readers see the whole new file or the old one. An existing file is replaced only with `force`. Throws BAD_CONFIGURATION.
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
    // Unlike rename, link fails if the name is taken, in one step.
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
