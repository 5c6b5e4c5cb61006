import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AscribeError } from '../domain/errors.js';
import { KEY_NAME_PATTERN, KEY_ROLES } from './api-key.js';

const timestampSchema = z.iso.datetime();

const storedKeySchema = z.strictObject({
  name: z.string().regex(KEY_NAME_PATTERN),
  role: z.enum(KEY_ROLES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created: timestampSchema,
  expires: timestampSchema.nullable(),
  revoked: timestampSchema.nullable(),
});

/** A key as the file keeps it, also after it was revoked: its name stands on what was written with it. */
export type StoredKey = Readonly<z.infer<typeof storedKeySchema>>;

const keyFileSchema = z.strictObject({ version: z.literal(1), keys: z.array(storedKeySchema) });

/** All keys of the file, in the order of their making; none where there is no file. Throws UNREADABLE and BAD_CONFIGURATION. */
export function readKeyFile(path: string): readonly StoredKey[] {
  const text = readIfExists(path);
  if (text === null) return [];
  const parsed = keyFileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      // The first place alone: what stands there may be a key that somebody wrote by hand.
      `${path} is damaged at ${parsed.error.issues[0]?.path.join('.') || 'its start'}; expected what ascribe keys writes`,
    );
  const { keys } = parsed.data;
  // Those that had the name of a key before it are revoked.
  const held = keys.filter(({ revoked }) => revoked === null);
  const twice = held.find((key, index) => held.findIndex(({ name }) => name === key.name) !== index);
  if (twice !== undefined)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `${path} is damaged: it has two keys ${twice.name} that are not revoked`,
    );
  return keys;
}

const LOCK_TIMEOUT_MS = 5000;

/**
 * Replaces the keys of the file by what `change` makes of them. The new file is written beside the old one, under a name that only one
 * process can take, and put in its place at once: two commands take turns, and who reads finds either the old or the new.
 */
export async function updateKeyFile(
  path: string,
  change: (keys: readonly StoredKey[]) => readonly StoredKey[],
): Promise<void> {
  const next = `${path}.lock`;
  const file = await openLockFile(next);
  try {
    writeSync(file, `${JSON.stringify({ version: 1, keys: change(readKeyFile(path)) }, null, 2)}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error instanceof AscribeError ? error : toWriteError(path, error);
  }
}

async function openLockFile(path: string): Promise<number> {
  const deadline = performance.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, 'wx', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toWriteError(path, error);
      if (performance.now() > deadline)
        throw new AscribeError(
          'UNREADABLE',
          `${path} is there: another command changes the keys; remove it if none is running`,
        );
      await sleep(20);
    }
  }
}

function toWriteError(path: string, error: unknown): AscribeError {
  const { code } = error as NodeJS.ErrnoException;
  return new AscribeError('UNREADABLE', `${path} cannot be written (${code})`, { cause: error });
}

function readIfExists(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new AscribeError('UNREADABLE', `${path} cannot be read (${code})`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    return null;
  }
}
