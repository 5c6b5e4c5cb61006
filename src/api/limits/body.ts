import type { Plugin } from 'graphql-yoga';
import { within } from '../../async/deadline.js';
import { hasRole } from '../../keys/api-key.js';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import { refusal } from '../execution/errors.js';
import { keyOf } from '../http/auth.js';
import type { Limits } from './limits.js';

/** Milliseconds that a body may take on its way, where it is no document: who sends no faster holds a place for nothing. */
const TIME = 10_000;

/** Bounds the body: only a caller whose key may import can send a document, and make the server read that much. */
export function limitBody(
  keys: ApiKeyProvider,
  { body, keyedBody }: Pick<Limits, 'body' | 'keyedBody'>,
): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser, fetchAPI }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        if (request.body === null) return requestParser(request);
        const key = keyOf(request.headers, keys);
        const isLoader = key !== null && hasRole(key.role, 'annotate');
        const reading = readAtMost(request, isLoader ? keyedBody : body);
        // A document has the time that the server gives any request.
        const bytes = await (isLoader ? reading : within(TIME, reading, tooSlow));
        const { url, method, headers } = request;
        return requestParser(new fetchAPI.Request(url, { method, headers, body: bytes }));
      });
    },
  };
}

const tooSlow = () =>
  refusal('TIMEOUT', `the request was not sent within ${TIME / 1000} s`, {
    http: { status: 408, headers: { connection: 'close' } },
  });

async function readAtMost(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = refusal('BODY_TOO_LARGE', `the request has more than ${most} bytes`, {
    http: { status: 413 },
  });
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
