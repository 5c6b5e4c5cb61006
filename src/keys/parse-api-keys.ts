import { AscribeError } from '../domain/errors.js';
import { type ApiKey, hashKey, KEY_ROLES } from './api-key.js';

const ENTRY_PATTERN = new RegExp(`^([\\w.-]{1,64}):(?:(${KEY_ROLES.join('|')}):)?([\\x21-\\x7e]+)$`);

/**
 * Parses ASCRIBE_API_KEYS, `name:key,name:role:key`; a key without a role is an admin. Messages name the position of a bad entry, never its
 * text, which may be a key. Throws BAD_CONFIGURATION.
 */
export function parseApiKeys(text: string): ApiKey[] {
  const keys = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry, index): ApiKey => {
      const [, name, role, key] = ENTRY_PATTERN.exec(entry) ?? [];
      if (name === undefined || key === undefined)
        throw new AscribeError(
          'BAD_CONFIGURATION',
          `ASCRIBE_API_KEYS: entry ${index + 1} is malformed; expected name:key or name:role:key, where the name has letters, digits, "_", "." or "-", and the key no spaces or commas`,
        );
      return {
        name,
        role: KEY_ROLES.find((one) => one === role) ?? 'admin',
        digest: hashKey(key),
        expires: null,
      };
    });
  const twice = keys.find((key, index) => keys.findIndex((other) => other.name === key.name) !== index);
  if (twice !== undefined)
    throw new AscribeError('BAD_CONFIGURATION', `ASCRIBE_API_KEYS: the name ${twice.name} is given twice`);
  return keys;
}
