import type { Plugin } from 'graphql-yoga';

const PREFLIGHT_MAX_AGE = '3600';

/** Request headers that a page may send: those of the documentation, and those that Apollo Client and its links add. */
const ALLOWED_HEADERS = [
  'Authorization',
  'Content-Type',
  'X-API-Key',
  // A browser asks for it if it is long or has quotes.
  'Accept',
  'X-Request-Id',
  'Last-Event-ID',
  'If-None-Match',
  'Cache-Control',
  'X-Ascribe-Cost',
  'Apollo-Require-Preflight',
  'X-Apollo-Operation-Name',
  'X-Apollo-Operation-Type',
  'X-Apollo-Operation-Id',
  'ApolloGraphQL-Client-Name',
  'ApolloGraphQL-Client-Version',
  'GraphQL-Require-Preflight',
].join(', ');

/** Response headers that a page may read. */
const EXPOSED_HEADERS = 'Content-Disposition, ETag, Retry-After, WWW-Authenticate, X-Request-Id';

export const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': ALLOWED_HEADERS,
  'access-control-max-age': PREFLIGHT_MAX_AGE,
};

/** The headers that let the page of this origin read a response; null if it may not. */
export function allowOrigin(
  origin: string | null | undefined,
  origins: readonly string[],
): Readonly<Record<string, string>> | null {
  if (origin == null || !origins.includes(origin)) return null;
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED_HEADERS };
}

/**
 * Lets pages of these origins, and no others, call the service; cookies are never sent. Must be the last plug-in: it extends the `Vary`
 * header that the others set.
 */
export function useCors(origins: readonly string[]): Plugin {
  const allow = (request: Request) => allowOrigin(request.headers.get('origin'), origins);
  return {
    onRequest: ({ request, fetchAPI, endResponse }) => {
      if (request.method !== 'OPTIONS' || allow(request) === null) return;
      endResponse(new fetchAPI.Response(null, { status: 204, headers: PREFLIGHT_HEADERS }));
    },
    onResponse: ({ request, response: { headers } }) => {
      const vary = headers.get('vary');
      headers.set('vary', vary === null ? 'Origin' : `${vary}, Origin`);
      for (const [name, value] of Object.entries(allow(request) ?? {})) headers.set(name, value);
    },
  };
}
