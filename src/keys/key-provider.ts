import { statSync } from 'node:fs';
import type { Logger } from 'pino';
import { AscribeError } from '../domain/errors.js';
import type { ApiKey } from './api-key.js';
import { readKeyFile, type StoredKey } from './key-file.js';

/** The keys that are valid at the time of the call. */
export type ApiKeyProvider = () => readonly ApiKey[];

const RELOAD_INTERVAL_MS = 1000;

/**
 * The keys of the environment and of the keys file, which is read again within a second of a change. If the file is damaged later, the keys
 * stay as they were. Throws BAD_CONFIGURATION and UNREADABLE if the file is unusable from the start.
 */
export function createKeyProvider(
  environmentKeys: readonly ApiKey[],
  path: string,
  log: Logger,
): ApiKeyProvider {
  let loadedVersion = fileVersion(path);
  let fileKeys = loadUsableKeys(path, environmentKeys);
  let checkedAt = performance.now();
  const reload = () => {
    const version = fileVersion(path);
    if (version === loadedVersion) return;
    loadedVersion = version;
    try {
      fileKeys = loadUsableKeys(path, environmentKeys);
      log.info({ keys: fileKeys.length }, 'reloaded the keys file');
    } catch (error) {
      log.error({ err: error }, 'the keys file cannot be used; the previous keys stay valid');
    }
  };
  return () => {
    if (performance.now() - checkedAt >= RELOAD_INTERVAL_MS) {
      checkedAt = performance.now();
      reload();
    }
    return [...environmentKeys, ...fileKeys].filter(isUnexpired);
  };
}

/** Changes whenever the file changes or is replaced. */
function fileVersion(path: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** Throws BAD_CONFIGURATION also if a key has the name of an environment key. */
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
    `the name ${twice.name} is used both in ASCRIBE_API_KEYS and in ${path}; expected different names`,
  );
}

const isUnexpired = ({ expires }: ApiKey): boolean => expires === null || expires > Date.now();
