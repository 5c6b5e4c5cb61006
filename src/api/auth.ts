import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from '../config.js';
import { AscribeError } from '../domain/errors.js';
import { currentRequest } from './request-record.js';

/** The key that a request carries, `Authorization: Bearer <key>` or `X-API-Key: <key>`, where it is a known one; else null. */
export function keyOf(headers: Headers, keys: readonly ApiKey[]): ApiKey | null {
  const given = headers.get('x-api-key') ?? /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (given == null) return null;
  const digest = createHash('sha256').update(given).digest();
  // Compared with each, whichever fits, in a time that tells nothing of how near the guess was.
  const fits = keys.filter((key) => timingSafeEqual(key.digest, digest));
  const key = fits[0] ?? null;
  const record = currentRequest();
  if (record !== undefined && key !== null) record.key = key.name;
  return key;
}

/** The name of the key that the request carries; throws UNAUTHENTICATED unless it is a known one. */
export function requireKey(headers: Headers, keys: readonly ApiKey[]): string {
  if (keys.length === 0)
    throw new AscribeError(
      'UNAUTHENTICATED',
      'mutations are off until ASCRIBE_API_KEYS is set, as in ASCRIBE_API_KEYS=name:key',
    );
  const key = keyOf(headers, keys);
  if (key === null)
    throw new AscribeError(
      'UNAUTHENTICATED',
      'this needs an API key that is known; expected Authorization: Bearer <key> or X-API-Key: <key>',
    );
  return key.name;
}

/** Who asks, so that each is given its share: the key's name, else the address. */
export function callerOf(
  headers: Headers,
  socket: { readonly remoteAddress?: string | undefined } | undefined,
  keys: readonly ApiKey[],
): string {
  const key = keyOf(headers, keys);
  return key === null ? `address ${socket?.remoteAddress ?? 'unknown'}` : `key ${key.name}`;
}
