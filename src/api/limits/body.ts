import type { Plugin } from 'graphql-yoga';
import { withTimeout } from '../../async/deadline.js';
import { hasRole } from '../../keys/api-key.js';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import { requestError } from '../execution/errors.js';
import { findApiKey } from '../http/auth.js';
import type { RequestLimits } from './request-limits.js';

/** Milliseconds that a body may take on its way, where it is no document: who sends no faster holds a place for nothing. */
const BODY_TIMEOUT = 10_000;

/** Bounds the body: only a caller whose key may import can send a document, and make the server read that much. */
export function limitBody(
  keys: ApiKeyProvider,
  { bodyBytes, authenticatedBodyBytes }: Pick<RequestLimits, 'bodyBytes' | 'authenticatedBodyBytes'>,
): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser, fetchAPI }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        if (request.body === null) return requestParser(request);
        const key = findApiKey(request.headers, keys);
        const isLoader = key !== null && hasRole(key.role, 'annotate');
        const reading = readAtMost(request, isLoader ? authenticatedBodyBytes : bodyBytes);
        // A document has the time that the server gives any request.
        const bytes = await (isLoader ? reading : withTimeout(BODY_TIMEOUT, reading, bodyTimeoutError));
        const { url, method, headers } = request;
        return requestParser(new fetchAPI.Request(url, { method, headers, body: bytes }));
      });
    },
  };
}

const bodyTimeoutError = () =>
  requestError('TIMEOUT', `the request was not sent within ${BODY_TIMEOUT / 1000} s`, {
    http: { status: 408, headers: { connection: 'close' } },
  });

async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = requestError('BODY_TOO_LARGE', `the request has more than ${maxBytes} bytes`, {
    http: { status: 413 },
  });
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
