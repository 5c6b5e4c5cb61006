import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/**
 * Refuses, unread, a POST of another content type than JSON. A page of any site can make its visitor's browser send text, a form or nothing
 * of the kind to this service, without asking it first; for JSON the browser asks, and is told no (see `allowOrigins`).
 */
export function requireJson(): Plugin {
  return {
    onRequestParse: ({ request }) => {
      if (request.method !== 'POST') return;
      const given = request.headers.get('content-type') ?? '';
      if (/^\s*application\/json\s*(;|$)/i.test(given)) return;
      throw requestError(
        'CONTENT_TYPE_REFUSED',
        `the request has ${given === '' ? 'no content type' : 'another content type'}; expected application/json`,
        { http: { status: 415 } },
      );
    },
  };
}
