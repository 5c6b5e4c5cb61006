import { DOCUMENT_LIMITS } from './document-limits.js';
import type { OffsetDiagnostic } from './path-diagnostic.js';

/** What is wrong with a key whatever the format says of it, or null. */
export function checkKey(key: string, entries: object): Omit<OffsetDiagnostic, 'offset'> | null {
  if (key === '__proto__')
    return { code: 'INVALID_DOCUMENT', message: 'the key "__proto__" is not in the format' };
  if (key.length > DOCUMENT_LIMITS.keyLength)
    return {
      code: 'LIMIT_EXCEEDED',
      message: `a key of ${key.length} characters; at most ${DOCUMENT_LIMITS.keyLength}`,
    };
  if (Object.hasOwn(entries, key))
    return { code: 'DUPLICATE', message: `the key ${JSON.stringify(key)} is given twice` };
  return null;
}

/** What is wrong with a text wherever it stands, or null. */
export function checkText(text: string): Omit<OffsetDiagnostic, 'offset'> | null {
  if (/[\p{Surrogate}\0]/u.test(text))
    return {
      code: 'INVALID_DOCUMENT',
      message: 'holds a character that is no text: NUL, or half of a surrogate pair',
    };
  return null;
}
