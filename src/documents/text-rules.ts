import type { AtOffset, Diagnostic } from './diagnostic.js';
import { DOCUMENT_LIMITS } from './document-limits.js';

type TextError = Omit<Diagnostic<AtOffset>, 'offset'>;

/** Checks a key that is about to be added to `entries`, by the rules that hold for every format. Null if it is valid. */
export function checkKey(key: string, entries: object): TextError | null {
  if (key === '__proto__')
    return { code: 'INVALID_DOCUMENT', message: 'the key "__proto__" is not in the format' };
  if (key.length > DOCUMENT_LIMITS.keyLength)
    return {
      code: 'LIMIT_EXCEEDED',
      message: `expected a key of at most ${DOCUMENT_LIMITS.keyLength} characters, found ${key.length}`,
    };
  if (Object.hasOwn(entries, key))
    return { code: 'DUPLICATE', message: `the key ${JSON.stringify(key)} is given twice` };
  return null;
}

/** Checks a text value by the rules that hold for every key. Null if it is valid. */
export function checkText(text: string): TextError | null {
  if (/[\p{Surrogate}\0]/u.test(text))
    return {
      code: 'INVALID_DOCUMENT',
      message: 'contains an invalid character: NUL, or half of a surrogate pair',
    };
  return null;
}
