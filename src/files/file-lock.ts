import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AscribeError } from '../domain/errors.js';
import { isAlive } from './process-alive.js';
import { toWriteError } from './write-error.js';

const RETRY_MS = 50;

export interface FileLockOptions {
  /** Milliseconds to wait for the lock. */
  readonly timeoutMs: number;
  /**
   * Take the lock of a process that has died. Two processes may then do so at the same time, so use it for work that may run twice, never to
   * protect data.
   */
  readonly takeOver: boolean;
}

/** Runs `work` while no other process runs work under the lock file. Throws UNREADABLE after the timeout, and BAD_CONFIGURATION. */
export async function withFileLock<T>(
  file: string,
  { timeoutMs, takeOver }: FileLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (!acquire(file)) {
    const holder = holderOf(file);
    if (takeOver && holder !== undefined && !isAlive(holder)) {
      rmSync(file, { force: true });
    } else if (Date.now() > deadline) {
      throw new AscribeError(
        'UNREADABLE',
        `${file} is locked by ${holder === undefined ? 'another command' : `process ${holder}`}; remove the file if no other ascribe command is running`,
      );
    } else {
      await sleep(RETRY_MS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function acquire(file: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw toWriteError(file, error);
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
