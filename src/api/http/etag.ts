import { createHash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';

/**
 * Adds an ETag to responses to GET, and answers 304 if the client already has that response. Clients must revalidate each time, because an
 * import may change the result and a key may be revoked. Responses with errors must not be stored.
 */
export function useEtag(): Plugin {
  const failed = new WeakSet<Request>();
  return {
    onResultProcess: ({ request, result }) => {
      if ('errors' in result) failed.add(request);
    },
    onResponse: async ({ request, response, setResponse, fetchAPI }) => {
      if (request.method !== 'GET') return;
      const { status, statusText, headers } = response;
      if (headers.get('content-type')?.startsWith('text/event-stream')) return;
      headers.set('vary', 'Accept, Authorization, X-API-Key');
      if (status !== 200 || failed.has(request)) {
        headers.set('cache-control', 'no-store');
        return;
      }
      const body = await response.text();
      const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
      headers.set('etag', tag);
      headers.set('cache-control', 'private, no-cache');
      if (matchesEtag(request.headers.get('if-none-match'), tag)) {
        headers.delete('content-type');
        headers.delete('content-length');
        setResponse(new fetchAPI.Response(null, { status: 304, headers }));
      } else setResponse(new fetchAPI.Response(body, { status, statusText, headers }));
    },
  };
}

/** Weak comparison, as RFC 9110 requires for If-None-Match: a proxy that compresses a response adds W/ to its tag. */
export function matchesEtag(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (ifNoneMatch == null) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}
