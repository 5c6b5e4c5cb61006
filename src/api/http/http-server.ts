import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a connection may take, in milliseconds, and how much its head may hold: who sends slowly or for ever is cut off. */
export interface HttpServerLimits {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeout: number;
  /** … and to the end of its body: 11 MB, over a slow line. */
  readonly requestTimeout: number;
  /** Between two requests. */
  readonly keepAliveTimeout: number;
  /** Without a byte either way, also of an answer that nobody reads. */
  readonly idleTimeout: number;
  /** How often the first two are looked at. */
  readonly checkInterval: number;
  /** Bytes of request line and headers. */
  readonly maxHeaderSize: number;
}

const DEFAULT_HTTP_SERVER_LIMITS: HttpServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 5_000,
  idleTimeout: 120_000,
  checkInterval: 2_000,
  maxHeaderSize: 16 * 1024,
};

const MAX_HEADER_COUNT = 100;

/** An HTTP server that no slow or endless request can hold. */
export function createHttpServer(
  listener: RequestListener,
  limits: HttpServerLimits = DEFAULT_HTTP_SERVER_LIMITS,
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      keepAliveTimeout: limits.keepAliveTimeout,
      connectionsCheckingInterval: limits.checkInterval,
      maxHeaderSize: limits.maxHeaderSize,
    },
    listener,
  );
  server.timeout = limits.idleTimeout;
  server.maxHeadersCount = MAX_HEADER_COUNT;
  return server;
}
