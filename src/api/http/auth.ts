import { timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Plugin } from 'graphql-yoga';
import { AscribeError } from '../../domain/errors.js';
import { type ApiKey, hashKey, hasRole, type KeyRole } from '../../keys/api-key.js';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import { currentRequest } from '../../observability/request-record.js';
import { requestError } from '../execution/errors.js';

/** The key that a request carries, `Authorization: Bearer <key>` or `X-API-Key: <key>`, where it is a known one; else null. */
export function findApiKey(headers: Headers, keys: ApiKeyProvider): ApiKey | null {
  const given = headers.get('x-api-key') ?? /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (given == null) return null;
  const digest = hashKey(given);
  // Compared with each, whichever fits, in a time that tells nothing of how near the guess was.
  const fits = keys().filter((key) => timingSafeEqual(key.digest, digest));
  const key = fits[0] ?? null;
  const record = currentRequest();
  if (record !== undefined && key !== null) record.key = key.name;
  return key;
}

/** The name of the key that the request carries; throws UNAUTHENTICATED unless it is a known one, FORBIDDEN unless it has this role. */
export function requireKey(headers: Headers, keys: ApiKeyProvider, role: KeyRole): string {
  const key = findApiKey(headers, keys);
  if (key === null) throw new AscribeError('UNAUTHENTICATED', unknownKeyMessage(keys));
  if (!hasRole(key.role, role))
    throw new AscribeError(
      'FORBIDDEN',
      `the key of ${key.name} has the role ${key.role}; this needs ${role}${role === 'admin' ? '' : ', or a role above it'}`,
    );
  return key.name;
}

/** Who asks, so that each is given its share: the key's name, else the address. */
export function identifyCaller(
  headers: Headers,
  socket: { readonly remoteAddress?: string | undefined } | undefined,
  keys: ApiKeyProvider,
): string {
  const key = findApiKey(headers, keys);
  return key === null ? `address ${clientNetwork(socket?.remoteAddress ?? 'unknown')}` : `key ${key.name}`;
}

/** Whose address it is: of IPv6 the first 64 bits, as one caller has all that begin so; of IPv4 all of it, however it is written. */
function clientNetwork(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [before = [], after = []] = (address.split('%')[0] as string)
    .split('::')
    .map((groups) => groups.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}

/** Refuses, unread, every request that carries no known key. */
export function requireAnyKey(keys: ApiKeyProvider): Plugin {
  return {
    onRequestParse: ({ request }) => {
      if (findApiKey(request.headers, keys) !== null) return;
      throw requestError('UNAUTHENTICATED', unknownKeyMessage(keys), {
        http: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
      });
    },
  };
}

function unknownKeyMessage(keys: ApiKeyProvider): string {
  return keys().length === 0
    ? 'this needs an API key, and the service has none; expected one made by ascribe keys create, or ASCRIBE_API_KEYS=name:key'
    : 'this needs an API key that is known; expected Authorization: Bearer <key> or X-API-Key: <key>';
}
