import type { Logger } from 'pino';
import { AscribeError } from '../domain/errors.js';
import type { ApiKey } from './api-key.js';
import { parseKeyFile, readKeyFileText, type StoredKey } from './key-file.js';

export interface ApiKeyProvider {
  /** The keys that are valid now. */
  current(): readonly ApiKey[];
  /** Throws UNREADABLE, with a message for clients, while the keys file cannot be used, so that none of its keys is valid. */
  requireReadable(): void;
}

const RELOAD_INTERVAL_MS = 1000;

/**
 * The keys of the environment and of the keys file. A key of the file is valid only if the file could be read within the last second and has
 * it: otherwise a revocation could stay unseen. Throws BAD_CONFIGURATION and UNREADABLE if the file is unusable from the start.
 */
export function createKeyProvider(
  environmentKeys: readonly ApiKey[],
  path: string,
  log: Logger,
): ApiKeyProvider {
  let loaded = loadKeys(path, environmentKeys, null);
  let failure: string | null = null;
  let checkedAt = performance.now();
  const reload = () => {
    try {
      const previous = loaded;
      loaded = loadKeys(path, environmentKeys, previous);
      if (loaded !== previous || failure !== null)
        log.info({ keys: loaded.keys.length }, 'reloaded the keys file');
      failure = null;
    } catch (error) {
      const { message } = error as Error;
      if (message !== failure)
        log.error({ err: error }, 'the keys file cannot be used: its keys are refused until it can');
      failure = message;
    }
  };
  const refresh = () => {
    if (performance.now() - checkedAt < RELOAD_INTERVAL_MS) return;
    checkedAt = performance.now();
    reload();
  };
  return {
    current: () => {
      refresh();
      return [...environmentKeys, ...(failure === null ? loaded.keys : [])].filter(isUnexpired);
    },
    requireReadable: () => {
      refresh();
      if (failure !== null)
        throw new AscribeError('UNREADABLE', 'the keys file cannot be used, so its keys are refused');
    },
  };
}

/** The text of the keys file, null if there is none, and its keys that are not revoked. */
interface LoadedKeys {
  readonly text: string | null;
  readonly keys: readonly ApiKey[];
}

/**
 * Reads the whole file, because no attribute of a file changes with every change of its content. Returns `previous` if the text is the same.
 * Throws BAD_CONFIGURATION also if a key has the name of an environment key.
 */
function loadKeys(path: string, environmentKeys: readonly ApiKey[], previous: LoadedKeys | null): LoadedKeys {
  const text = readKeyFileText(path);
  if (previous !== null && previous.text === text) return previous;
  const keys = (text === null ? [] : parseKeyFile(text, path))
    .filter(({ revoked }) => revoked === null)
    .map(({ name, role, sha256, expires }: StoredKey) => ({
      name,
      role,
      digest: Buffer.from(sha256, 'hex'),
      expires: expires === null ? null : Date.parse(expires),
    }));
  const twice = keys.filter(isUnexpired).find(({ name }) => environmentKeys.some((one) => one.name === name));
  if (twice === undefined) return { text, keys };
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `the name ${twice.name} is used both in ASCRIBE_API_KEYS and in ${path}; expected different names`,
  );
}

const isUnexpired = ({ expires }: ApiKey): boolean => expires === null || expires > Date.now();
