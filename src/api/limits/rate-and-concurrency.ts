import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';
import { onResponseEnd } from '../http/on-response-end.js';
import { errorBody } from '../http/send-json.js';
import type { ServerContext } from '../http/server-context.js';
import type { Admission, Refusal } from './admission.js';

/** Milliseconds that a client may take to read a response. */
const RESPONSE_READ_TIMEOUT = 60_000;

/** Identifies a client: by the name of its API key, else by its address. */
type IdentifyCaller = (request: Request, socket: IncomingMessage['socket'] | undefined) => string;

/**
 * Limits requests as `Admission` does. A request runs from when it is fully received, so that slow senders take no slot, until its response
 * is read; a stream of events until it starts.
 */
export function useAdmission(
  admission: Admission,
  identifyCaller: IdentifyCaller,
): Plugin<object, ServerContext> {
  return {
    onRequest: async ({ request, serverContext, endResponse, fetchAPI }) => {
      const refusal = await admission.receive(request, identifyCaller(request, serverContext.req?.socket));
      if (refusal !== null) return endResponse(toResponse(refusal, fetchAPI.Response));
      request.signal.addEventListener('abort', () => admission.release(request), { once: true });
      return undefined;
    },
    onRequestParse: ({ request }) => ({
      onRequestParseDone: async () => {
        const refusal = await admission.start(request);
        if (refusal === null) return;
        const { code, message, status, retryAfter } = refusal;
        throw requestError(code, message, {
          http: { status, headers: { 'retry-after': String(retryAfter) } },
        });
      },
    }),
    onResponse: ({ request, response, serverContext }) => {
      const { req, res } = serverContext;
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      if (isStream || req === undefined || res === undefined) return admission.release(request);
      // A response takes memory until it is read, so the request keeps its slot.
      const timeout = setTimeout(() => res.destroy(), RESPONSE_READ_TIMEOUT);
      onResponseEnd(req, res, () => {
        clearTimeout(timeout);
        admission.release(request);
      });
    },
  };
}

function toResponse(
  { status, code, message, retryAfter }: Refusal,
  FetchResponse: typeof Response,
): Response {
  return new FetchResponse(JSON.stringify(errorBody(code, message)), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(retryAfter),
    },
  });
}
