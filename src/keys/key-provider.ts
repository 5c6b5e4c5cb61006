import { statSync } from 'node:fs';
import type { Logger } from 'pino';
import { AscribeError } from '../domain/errors.js';
import type { ApiKey } from './api-key.js';
import { readKeyFile, type StoredKey } from './key-file.js';

/** The keys that are good at the moment of the call. */
export type ApiKeyProvider = () => readonly ApiKey[];

const RELOAD_INTERVAL_MS = 1000;

/**
 * Those given, and those of the file, which is read again when it has changed: a key made, revoked or expired counts within a second. A file
 * that is damaged later leaves the keys as they were; throws where it is damaged from the start.
 */
export function createKeyProvider(
  environmentKeys: readonly ApiKey[],
  path: string,
  log: Logger,
): ApiKeyProvider {
  let seen = fileVersion(path);
  let kept = loadUsableKeys(path, environmentKeys);
  let looked = performance.now();
  const lookAgain = () => {
    const mark = fileVersion(path);
    if (mark === seen) return;
    seen = mark;
    try {
      kept = loadUsableKeys(path, environmentKeys);
      log.info({ keys: kept.length }, 'the keys file has changed');
    } catch (fault) {
      log.error({ err: fault }, 'the keys file cannot be used; the keys known before stay good');
    }
  };
  return () => {
    if (performance.now() - looked >= RELOAD_INTERVAL_MS) {
      looked = performance.now();
      lookAgain();
    }
    return [...environmentKeys, ...kept].filter(isUnexpired);
  };
}

/** Differs once the file is another one. */
function fileVersion(path: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** Throws BAD_CONFIGURATION also where a name is given already: it would stand for two. */
function loadUsableKeys(path: string, environmentKeys: readonly ApiKey[]): readonly ApiKey[] {
  const keys = readKeyFile(path)
    .filter(({ revoked }) => revoked === null)
    .map(({ name, role, sha256, expires }: StoredKey) => ({
      name,
      role,
      digest: Buffer.from(sha256, 'hex'),
      expires: expires === null ? null : Date.parse(expires),
    }));
  const twice = keys.filter(isUnexpired).find(({ name }) => environmentKeys.some((one) => one.name === name));
  if (twice === undefined) return keys;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `the name ${twice.name} is that of a key in ASCRIBE_API_KEYS, and of one in ${path}; expected names that stand for one`,
  );
}

const isUnexpired = ({ expires }: ApiKey): boolean => expires === null || expires > Date.now();
