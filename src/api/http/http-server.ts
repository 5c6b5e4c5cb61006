import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../../domain/errors.js';
import { errorBody, sendJson } from './send-json.js';

/** Timeouts in milliseconds, and the size of a request's head. Clients that send too slowly are disconnected. */
interface HttpServerLimits {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeout: number;
  /** To the end of its body; enough for 11 MB over a slow line. */
  readonly requestTimeout: number;
  /**
   * Idle time between two requests. Longer than proxies and clients keep an idle connection, usually 60 s: whoever closes first must be the
   * other side, as a request that meets a closing connection fails.
   */
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
  keepAliveTimeout: 75_000,
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
      // The router answers requests without it, with an error of ascribe.
      requireHostHeader: false,
    },
    listener,
  );
  // Without these listeners, Node answers with empty pages.
  server.on('checkExpectation', (_, response: ServerResponse) => {
    response.setHeader('x-content-type-options', 'nosniff');
    sendJson(response, 417, errorBody('BAD_INPUT', 'the Expect header is unknown; expected 100-continue'));
  });
  const lastResponses = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', (request, response) => lastResponses.set(request.socket, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const last = lastResponses.get(socket);
    const answering = last?.headersSent === true && !last.writableFinished;
    if (socket.writable && !answering && error.code !== 'ECONNRESET')
      socket.end(rejection(error), () => socket.destroy());
    else socket.destroy();
  });
  server.timeout = limits.idleTimeout;
  server.maxHeadersCount = MAX_HEADER_COUNT;
  return server;
}

/** The response to what is not a valid HTTP request, as bytes: there is no response object for it. */
function rejection({ code = '' }: NodeJS.ErrnoException): string {
  const [status, errorCode, message] = CLIENT_ERRORS[code] ?? [
    '400 Bad Request',
    'BAD_INPUT',
    'this is not a valid HTTP request',
  ];
  const body = `${JSON.stringify(errorBody(errorCode, message))}\n`;
  return [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    '',
    body,
  ].join('\r\n');
}

const CLIENT_ERRORS: Readonly<Record<string, readonly [status: string, code: ErrorCode, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'LIMIT_EXCEEDED',
    'the headers of the request are too large',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    '413 Payload Too Large',
    'LIMIT_EXCEEDED',
    'the chunk extensions of the request are too large',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'TIMEOUT',
    'the request was not received in time; expected a faster connection',
  ],
};
