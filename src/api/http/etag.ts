import { createHash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';

/**
 * Answers to GET carry a tag of their bytes, and one that the caller has already is answered with 304. They are asked for again each time:
 * the next import may change them, and a key may be gone. Errors are not to be kept.
 */
export function conditionalGet(): Plugin {
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

/** Compared weakly, as RFC 9110 says of If-None-Match: a proxy that packs an answer marks its tag with W/. */
function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch
    .split(',')
    .map((one) => one.trim())
    .some((one) => one === '*' || one.replace(/^W\//, '') === etag);
}
