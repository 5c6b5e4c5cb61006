import type { Plugin } from 'graphql-yoga';
import { withTimeout } from '../../async/deadline.js';
import { hasRole } from '../../keys/api-key.js';
import { requestError } from '../execution/errors.js';
import type { FindKey } from '../http/auth.js';
import type { ServerContext } from '../http/server-context.js';
import type { RequestLimits } from './request-limits.js';

/** Milliseconds to receive a body, so that slow senders do not hold a slot. Documents for import have the server's own timeout. */
const BODY_TIMEOUT = 10_000;

/** Limits the size of the body; only a key that may import documents may send a large one. */
export function useBodyLimit(
  findKey: FindKey,
  { bodyBytes, authenticatedBodyBytes }: Pick<RequestLimits, 'bodyBytes' | 'authenticatedBodyBytes'>,
): Plugin<object, ServerContext> {
  return {
    onRequestParse: ({ requestParser, setRequestParser, serverContext, fetchAPI }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        if (request.method === 'GET') return requestParser(request);
        const key = findKey(request);
        const mayImport = key !== null && hasRole(key.role, 'annotate');
        const maxBytes = mayImport ? authenticatedBodyBytes : bodyBytes;
        const length = request.headers.get('content-length');
        if (Number(length ?? 0) > maxBytes) throw tooLargeError(maxBytes);
        const parse = async () => {
          // Node takes no more than this from a connection.
          if (length !== null && serverContext.req !== undefined) return requestParser(request);
          if (request.body === null) return requestParser(request);
          const { url, method, headers } = request;
          const body = await readAtMost(request, maxBytes);
          return requestParser(new fetchAPI.Request(url, { method, headers, body }));
        };
        return mayImport ? parse() : withTimeout(BODY_TIMEOUT, parse(), bodyTimeoutError);
      });
    },
  };
}

const tooLargeError = (maxBytes: number) =>
  requestError('BODY_TOO_LARGE', `the request body is too large; expected at most ${maxBytes} bytes`, {
    http: { status: 413 },
  });

const bodyTimeoutError = () =>
  requestError(
    'TIMEOUT',
    `the request body was not received within ${BODY_TIMEOUT / 1000} s; expected a faster connection or a smaller body`,
    {
      http: { status: 408, headers: { connection: 'close' } },
    },
  );

async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
