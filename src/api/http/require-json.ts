import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/**
 * Rejects a POST that is not JSON before its body is read. Any web page can make a browser send text or a form to this service without a
 * CORS preflight; JSON needs a preflight, which `useCors` answers.
 */
export function useRequireJson(): Plugin {
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
