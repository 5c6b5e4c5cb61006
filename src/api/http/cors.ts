import type { Plugin } from 'graphql-yoga';

const PREFLIGHT_MAX_AGE = '3600';

/** What a page may read of an answer besides its body. */
const EXPOSED_HEADERS = 'ETag, Retry-After, WWW-Authenticate, X-Request-Id';

/**
 * Lets pages of these origins call, and of no other one: a browser asks before it sends JSON or a key, and reads no answer that does not
 * name the origin of the page. Cookies are never part of it. Stands last, as `Vary` goes on from what others have set.
 */
export function corsPlugin(origins: readonly string[]): Plugin {
  return {
    onRequest: ({ request, fetchAPI, endResponse }) => {
      if (request.method !== 'OPTIONS' || allowed(request) === null) return;
      const headers = {
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'Authorization, Content-Type, X-API-Key, X-Request-Id, Last-Event-ID',
        'access-control-max-age': PREFLIGHT_MAX_AGE,
      };
      endResponse(new fetchAPI.Response(null, { status: 204, headers }));
    },
    onResponse: ({ request, response: { headers } }) => {
      const vary = headers.get('vary');
      headers.set('vary', vary === null ? 'Origin' : `${vary}, Origin`);
      const origin = allowed(request);
      if (origin === null) return;
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-expose-headers', EXPOSED_HEADERS);
    },
  };

  function allowed(request: Request): string | null {
    const origin = request.headers.get('origin');
    return origin !== null && origins.includes(origin) ? origin : null;
  }
}
