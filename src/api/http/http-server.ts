import { createServer, type RequestListener, type Server } from 'node:http';

/** Timeouts in milliseconds, and the size of a request's head. Clients that send too slowly are disconnected. */
interface HttpServerLimits {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeout: number;
  /** To the end of its body; enough for 11 MB over a slow line. */
  readonly requestTimeout: number;
  /** Idle time between two requests. */
  readonly keepAliveTimeout: number;
  /** Without a byte in either direction, so also for a response that the client does not read. */
  readonly idleTimeout: number;
  /** How often the first two are checked. */
  readonly checkInterval: number;
  /** Bytes of the request line and headers. */
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

/** An HTTP server that slow or endless requests cannot block. */
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
