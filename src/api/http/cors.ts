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
const EXPOSED_HEADERS = 'ETag, Retry-After, WWW-Authenticate, X-Request-Id';

/**
 * Lets pages of these origins, and no others, call the service; cookies are never sent. Must be the last plug-in: it extends the `Vary`
 * header that the others set.
 */
export function useCors(origins: readonly string[]): Plugin {
  return {
    onRequest: ({ request, fetchAPI, endResponse }) => {
      if (request.method !== 'OPTIONS' || allowedOrigin(request) === null) return;
      const headers = {
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': PREFLIGHT_MAX_AGE,
      };
      endResponse(new fetchAPI.Response(null, { status: 204, headers }));
    },
    onResponse: ({ request, response: { headers } }) => {
      const vary = headers.get('vary');
      headers.set('vary', vary === null ? 'Origin' : `${vary}, Origin`);
      const origin = allowedOrigin(request);
      if (origin === null) return;
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-expose-headers', EXPOSED_HEADERS);
    },
  };

  function allowedOrigin(request: Request): string | null {
    const origin = request.headers.get('origin');
    return origin !== null && origins.includes(origin) ? origin : null;
  }
}
