import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { sendNodeResponse } from '@whatwg-node/server';
import type { ErrorCode } from '../../domain/errors.js';
import { createRequestRecord, type RequestRecord, setRequestId } from '../../observability/request-record.js';
import { toPublicMessage } from '../execution/errors.js';
import type { Explorer } from './explorer.js';
import type { createExportHandler } from './export.js';
import { type HostCheck, isValidHost } from './host-check.js';
import { onResponseEnd } from './on-response-end.js';
import { errorBody, sendJson } from './send-json.js';
import type { ServerContext } from './server-context.js';
import type { createGraphqlHandler } from './yoga.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

interface RouterOptions {
  readonly graphql: Pick<ReturnType<typeof createGraphqlHandler>, 'handleNodeRequestAndResponse'>;
  /** null if it is disabled. */
  readonly graphiql: Handler | null;
  /** null if it is disabled. */
  readonly explorer: Explorer | null;
  readonly isAllowedHost: HostCheck;
  /** Answers /export; null if it is disabled. */
  readonly exports: ReturnType<typeof createExportHandler> | null;
  /** Rejects, with a message for the client, while the service cannot answer queries. */
  readonly checkReady: () => Promise<void>;
  /** The text of /metrics; null if it is disabled. */
  readonly renderMetrics: (() => Promise<string>) | null;
  /** Called when a request starts. The function it returns is called at its end; the status is null if the client disconnected. */
  readonly onRequestStart: (record: RequestRecord) => (status: number | null) => void;
  readonly logError: (error: unknown) => void;
}

const KNOWN_PATHS = ['/graphql', '/export', '/health', '/ready', '/metrics'];
/** For every response. The pages replace the policy with their own. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
/** Probes may use any host name: the answer reveals nothing. */
const PROBE_PATHS = ['/health', '/ready'];

/** Records each request, checks its Host, and passes it to the handler of its path. */
export function createRouter(options: RouterOptions): RequestListener {
  const { isAllowedHost, onRequestStart, logError } = options;
  const handlePath = createPathHandler(options);
  const handle = (request: IncomingMessage, response: ServerResponse, record: RequestRecord) => {
    const hosts = request.headersDistinct.host ?? [];
    if (!isValidHost(hosts, request.httpVersion)) return rejectMalformedHost(response, record);
    if (!isAllowedHost(hosts[0]) && !PROBE_PATHS.includes(requestPath(request)))
      return rejectHost(response, record);
    return asksForWebSocket(request)
      ? rejectWebSocket(response, record)
      : handlePath(request, response, record);
  };
  return async (request, response) => {
    const path = requestPath(request);
    const record = createRequestRecord(
      request.method ?? '',
      KNOWN_PATHS.includes(path) ? path : 'other',
      request.headers['x-request-id'],
    );
    response.setHeader('x-request-id', record.id);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const onRequestEnd = onRequestStart(record);
    onResponseEnd(request, response, () =>
      onRequestEnd(response.writableFinished ? response.statusCode : null),
    );
    try {
      await handle(request, response, record);
    } catch (error) {
      setRequestId(error, record.id);
      logError(error);
      if (response.headersSent) response.destroy();
      else {
        const code: ErrorCode = 'INTERNAL';
        record.codes.add(code);
        const message = 'Internal error of ascribe; the log has the details under this requestId.';
        sendJson(response, 500, {
          errors: [{ message, extensions: { code, requestId: record.id } }],
        });
      }
    }
  };
}

function createPathHandler(options: RouterOptions) {
  const { graphql, graphiql, explorer, exports, checkReady, renderMetrics, logError } = options;
  // Not Yoga's own listener, which answers an error with its stack trace.
  const answerGraphql = async (request: IncomingMessage, response: ServerResponse, record: RequestRecord) => {
    const context: ServerContext = { req: request, res: response, record };
    const answer = await graphql.handleNodeRequestAndResponse(request, response, context);
    await sendNodeResponse(answer, response, request, true);
  };
  const off = [renderMetrics === null && '/metrics', exports === null && '/export'];
  const paths = KNOWN_PATHS.filter((path) => !off.includes(path));
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    record: RequestRecord,
  ): Promise<unknown> => {
    switch (requestPath(request)) {
      case '/graphql':
        if (graphiql !== null && acceptsHtml(request)) return graphiql(request, response);
        // HEAD runs as GET: Node omits the body of its response.
        if (request.method === 'HEAD') request.method = 'GET';
        return answerGraphql(request, response, record);
      case '/export':
        if (exports === null) break;
        return exports(request, response, record);
      case '/health':
        return sendJson(response, 200, { status: 'alive' });
      case '/ready':
        return checkReady().then(
          () => sendJson(response, 200, { status: 'ready' }),
          (error: unknown) => {
            setRequestId(error, record.id);
            sendJson(response, 503, { status: 'not ready', reason: toPublicMessage(error, logError) });
          },
        );
      case '/metrics':
        if (renderMetrics === null) break;
        response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
        return response.end(await renderMetrics());
    }
    const path = requestPath(request);
    if (explorer?.(path, request, response)) return;
    if (path === '/' && graphiql !== null) return response.writeHead(302, { location: '/graphql' }).end();
    return sendJson(response, 404, { status: 'not found', paths });
  };
}

function rejectHost(response: ServerResponse, record: RequestRecord): void {
  const code: ErrorCode = 'HOST_REFUSED';
  record.codes.add(code);
  const message =
    'the Host header is not a name of this service; expected a loopback name, or one of ASCRIBE_ALLOWED_HOSTS';
  sendJson(response, 421, errorBody(code, message));
}

function rejectMalformedHost(response: ServerResponse, record: RequestRecord): void {
  const code: ErrorCode = 'BAD_INPUT';
  record.codes.add(code);
  const message =
    'the Host header is malformed; expected one host with an optional port, such as localhost:4000';
  sendJson(response, 400, errorBody(code, message));
}

/** Other protocols, such as h2c, are offers that a server may ignore. */
function asksForWebSocket({ headersDistinct }: IncomingMessage): boolean {
  const protocols = (headersDistinct.upgrade ?? []).flatMap((value) => value.split(','));
  return protocols.some((protocol) => /^\s*websocket\s*(\/|$)/i.test(protocol));
}

function rejectWebSocket(response: ServerResponse, record: RequestRecord): void {
  const code: ErrorCode = 'BAD_INPUT';
  record.codes.add(code);
  const message =
    'WebSockets are not supported; subscriptions use server-sent events (SSE): expected a POST to /graphql with the header Accept: text/event-stream';
  // Frames that the client may send next are not HTTP.
  response.setHeader('connection', 'close');
  sendJson(response, 400, errorBody(code, message));
}

function requestPath({ url = '/' }: IncomingMessage): string {
  const path = url.split('?', 1)[0] as string;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function acceptsHtml({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}
