import { timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Plugin } from 'graphql-yoga';
import { AscribeError } from '../../domain/errors.js';
import { type ApiKey, hashKey, hasRole, type KeyRole } from '../../keys/api-key.js';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import { requestError } from '../execution/errors.js';

/** The key of `Authorization: Bearer <key>` or `X-API-Key: <key>`; null if there is none or it is unknown. */
export function findApiKey(headers: Headers, keys: ApiKeyProvider): ApiKey | null {
  const given = headers.get('x-api-key') ?? /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (given == null) return null;
  const digest = hashKey(given);
  // Compares with every key in constant time, so that the duration does not reveal how close a guess was.
  const matches = keys.current().filter((key) => timingSafeEqual(key.digest, digest));
  return matches[0] ?? null;
}

/** The key of a request. */
export type FindKey = (request: Request) => ApiKey | null;

/** Finds the key of each request once, when it is first asked for. */
export function createKeyFinder(keys: ApiKeyProvider): FindKey {
  const found = new WeakMap<Request, ApiKey | null>();
  return (request) => {
    const known = found.get(request);
    if (known !== undefined) return known;
    const key = findApiKey(request.headers, keys);
    found.set(request, key);
    return key;
  };
}

/** The name of the request's key; throws UNAUTHENTICATED if it is unknown, FORBIDDEN if it lacks this role. */
export function requireKey(headers: Headers, keys: ApiKeyProvider, role: KeyRole): string {
  const key = findApiKey(headers, keys);
  if (key === null) throw new AscribeError('UNAUTHENTICATED', unknownKeyMessage(keys));
  if (!hasRole(key.role, role))
    throw new AscribeError(
      'FORBIDDEN',
      `the API key ${key.name} has the role ${key.role}; expected ${role}${role === 'admin' ? '' : ' or a higher role'}`,
    );
  return key.name;
}

/** Identifies a client for its quotas: by its key's name, else by its address. */
export function identifyCaller(
  key: ApiKey | null,
  socket: { readonly remoteAddress?: string | undefined } | undefined,
): string {
  return key === null ? `address ${clientNetwork(socket?.remoteAddress ?? 'unknown')}` : `key ${key.name}`;
}

/** IPv4: the address, also if it is mapped into IPv6. IPv6: the first 64 bits, because one client usually owns the whole /64. */
function clientNetwork(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = [], tail = []] = (address.split('%')[0] as string)
    .split('::')
    .map((groups) => groups.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}

/** Rejects requests without a known key before their body is read. */
export function useRequiredKey(findKey: FindKey, keys: ApiKeyProvider): Plugin {
  return {
    onRequestParse: ({ request }) => {
      if (findKey(request) !== null) return;
      throw requestError('UNAUTHENTICATED', unknownKeyMessage(keys), {
        http: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
      });
    },
  };
}

function unknownKeyMessage(keys: ApiKeyProvider): string {
  try {
    keys.requireReadable();
  } catch (error) {
    return `this needs an API key, but ${(error as Error).message}; the log of the service says why`;
  }
  return keys.current().length === 0
    ? 'this needs an API key, but the service has no keys; create one with ascribe keys create, or set ASCRIBE_API_KEYS=name:key'
    : 'this needs a known API key; expected Authorization: Bearer <key> or X-API-Key: <key>';
}
