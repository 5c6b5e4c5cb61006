import { randomUUID } from 'node:crypto';
import { readlinkSync, realpathSync, type Stats } from 'node:fs';
import { chmod, chown, type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { toWriteError } from './write-error.js';

/**
 * Writes a file completely or not at all: `write` fills a temporary file in the same folder, which is renamed to `path` once it is on disk.
 * Readers see the whole new file or the old one. An existing file is replaced only with `force`: the new one gets its owner and mode, and
 * takes its place behind a symbolic link. Throws BAD_CONFIGURATION.
 */
export async function writeFileAtomic(
  path: string,
  force: boolean,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const target = force ? resolveLinks(path) : path;
  const folder = dirname(resolve(target));
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.part`);
  try {
    await write(temporary);
    if (force) await copyOwnerAndMode(target, temporary);
    await fsyncPath(temporary);
    if (force) await rename(temporary, target);
    // Unlike rename, link fails if the name is taken, in one step.
    else await link(temporary, target);
    await fsyncPath(folder);
  } catch (error) {
    throw toWriteError(path, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

const MAX_LINKS = 40;

/** The path that symbolic links lead to, even if nothing is there. */
export function resolveLinks(path: string): string {
  let at = path;
  for (let links = 0; links < MAX_LINKS; links++) {
    try {
      return realpathSync(at);
    } catch {
      // Nothing is there, or a link leads to nothing.
    }
    try {
      at = resolve(dirname(at), readlinkSync(at));
    } catch {
      return at;
    }
  }
  return path;
}

/** Other processes must be able to read the new file just as the old one. */
async function copyOwnerAndMode(from: string, to: string): Promise<void> {
  const old = await statIfExists(from);
  if (old === null) return;
  const made = await stat(to);
  if (made.uid !== old.uid || made.gid !== old.gid)
    await chown(to, old.uid, old.gid).catch((cause) => {
      throw new AscribeError(
        'BAD_CONFIGURATION',
        `${from} cannot be replaced: only its owner (user ${old.uid}, group ${old.gid}) or root can keep the owner; run the command as one of these`,
        { cause },
      );
    });
  await chmod(to, old.mode & 0o7777);
}

async function statIfExists(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
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
