import type { Plugin } from 'graphql-yoga';
import type { ApiKey } from '../../config.js';
import { keyOf } from '../auth.js';
import { refusal } from '../errors.js';
import type { Limits } from './limits.js';

/** Bounds the body: only a caller with a known key may send a document, and make the server read that much. */
export function limitBody(
  keys: readonly ApiKey[],
  { body, keyedBody }: Pick<Limits, 'body' | 'keyedBody'>,
): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser, fetchAPI }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        if (request.body === null) return requestParser(request);
        const most = keyOf(request.headers, keys) === null ? body : keyedBody;
        const bytes = await readAtMost(request, most);
        const { url, method, headers } = request;
        return requestParser(new fetchAPI.Request(url, { method, headers, body: bytes }));
      });
    },
  };
}

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
