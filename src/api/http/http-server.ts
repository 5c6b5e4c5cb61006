import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a connection may take, in milliseconds, and how much its head may hold: who sends slowly or for ever is cut off. */
export interface ConnectionLimits {
  /** From the first byte of a request to the end of its headers. */
  readonly headers: number;
  /** … and to the end of its body: 11 MB, over a slow line. */
  readonly request: number;
  /** Between two requests. */
  readonly keepAlive: number;
  /** Without a byte either way, also of an answer that nobody reads. */
  readonly silence: number;
  /** How often the first two are looked at. */
  readonly check: number;
  /** Bytes of request line and headers. */
  readonly head: number;
}

const CONNECTION_LIMITS: ConnectionLimits = {
  headers: 10_000,
  request: 60_000,
  keepAlive: 5_000,
  silence: 120_000,
  check: 2_000,
  head: 16 * 1024,
};

const HEADERS = 100;

/** An HTTP server that no slow or endless request can hold. */
export function createHttpServer(
  listener: RequestListener,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.keepAlive,
      connectionsCheckingInterval: limits.check,
      maxHeaderSize: limits.head,
    },
    listener,
  );
  server.timeout = limits.silence;
  server.maxHeadersCount = HEADERS;
  return server;
}
