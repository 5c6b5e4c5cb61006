import { AscribeError } from '../domain/errors.js';
import { type ApiKey, hashKey, KEY_ROLES } from './api-key.js';

const ENTRY_PATTERN = new RegExp(`^([\\w.-]{1,64}):(?:(${KEY_ROLES.join('|')}):)?([\\x21-\\x7e]+)$`);

/**
 * Reads ASCRIBE_API_KEYS, `name:key,name:role:key`; without a role a key may do everything. Messages tell the place of a bad entry and
 * never its text, which may hold a key.
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
          `ASCRIBE_API_KEYS: entry ${index + 1} is not of the form name:key or name:role:key (letters, digits, "_", "." or "-", a colon, then the key without spaces or commas)`,
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
