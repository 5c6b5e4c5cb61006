import type { Fault } from './finding.js';
import { LIMITS } from './limits.js';

/** What is wrong with a key whatever the format says of it, or null. */
export function badKey(key: string, held: object): Omit<Fault, 'offset'> | null {
  if (key === '__proto__')
    return { code: 'INVALID_DOCUMENT', message: 'the key "__proto__" is not in the format' };
  if (key.length > LIMITS.key)
    return { code: 'LIMIT_EXCEEDED', message: `a key of ${key.length} characters; at most ${LIMITS.key}` };
  if (Object.hasOwn(held, key))
    return { code: 'DUPLICATE', message: `the key ${JSON.stringify(key)} is given twice` };
  return null;
}

/** What is wrong with a text wherever it stands, or null. */
export function badText(text: string): Omit<Fault, 'offset'> | null {
  if (/[\p{Surrogate}\0]/u.test(text))
    return {
      code: 'INVALID_DOCUMENT',
      message: 'holds a character that is no text: NUL, or half of a surrogate pair',
    };
  return null;
}
