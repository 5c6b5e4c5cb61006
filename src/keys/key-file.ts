import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AscribeError } from '../domain/errors.js';
import { resolveLinks, writeFileAtomic } from '../files/atomic-file.js';
import { withFileLock } from '../files/file-lock.js';
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

/** A key in the file. Revoked keys stay there, because records name them as their authors. */
export type StoredKey = Readonly<z.infer<typeof storedKeySchema>>;

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  keys: z.array(storedKeySchema),
  /** CRC-32 of the keys, so that a changed name or date is noticed. A file written by hand may omit it. */
  checksum: z.int().optional(),
});

const checksumOf = (keys: readonly StoredKey[]): number => crc32(JSON.stringify(keys));

/** All keys of the file, oldest first; none if the file does not exist. Throws UNREADABLE and BAD_CONFIGURATION. */
export function readKeyFile(path: string): readonly StoredKey[] {
  const text = readKeyFileText(path);
  return text === null ? [] : parseKeyFile(text, path);
}

/** The keys of a text read from `path`, oldest first. Throws BAD_CONFIGURATION. */
export function parseKeyFile(text: string, path: string): readonly StoredKey[] {
  const parsed = keyFileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      // Only the position: the text may be a key that somebody wrote by hand.
      `${path} is damaged at ${parsed.error.issues[0]?.path.join('.') || 'its start'}; expected a file written by ascribe keys`,
    );
  const { keys, checksum } = parsed.data;
  if (checksum !== undefined && checksum !== checksumOf(keys))
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `${path} is damaged: its checksum is wrong; expected a file written by ascribe keys`,
    );
  const current = keys.filter(({ revoked }) => revoked === null);
  const twice = current.find((key, index) => current.findIndex(({ name }) => name === key.name) !== index);
  if (twice !== undefined)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `${path} is damaged: it has two keys named ${twice.name} that are not revoked`,
    );
  return keys;
}

const LOCK = { timeoutMs: 5000, takeOver: false };

/**
 * Replaces the keys of the file with the result of `change`. Concurrent commands wait for each other, and readers see either the old file or
 * the new one. Only the owner can read a new file; an existing one keeps its owner and mode. Throws UNREADABLE and BAD_CONFIGURATION.
 */
export async function updateKeyFile(
  path: string,
  change: (keys: readonly StoredKey[]) => readonly StoredKey[],
): Promise<void> {
  // One lock for all links to the file.
  await withFileLock(`${resolveLinks(path)}.lock`, LOCK, async () => {
    const keys = change(readKeyFile(path));
    const content = { version: 1, keys, checksum: checksumOf(keys) };
    const text = `${JSON.stringify(content, null, 2)}\n`;
    await writeFileAtomic(path, true, (temporary) => writeFile(temporary, text, { mode: 0o600 }));
  });
}

/** The text of the file; null if it does not exist. Throws UNREADABLE. */
export function readKeyFileText(path: string): string | null {
  try {
    // Reading a pipe would wait for its writer.
    if (!statSync(path).isFile()) throw new AscribeError('UNREADABLE', `${path} is not a regular file`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof AscribeError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new AscribeError('UNREADABLE', `${path} cannot be read (${code})`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
    return null;
  }
}
