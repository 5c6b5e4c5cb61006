import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ErrorCode } from '../../domain/errors.js';
import {
  createRequestRecord,
  type RequestRecord,
  runWithRecord,
} from '../../observability/request-record.js';
import { toPublicMessage } from '../execution/errors.js';
import type { HostCheck } from './host-check.js';
import { onResponseEnd } from './on-response-end.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface RouterOptions {
  readonly graphql: Handler;
  /** null where there is none. */
  readonly graphiql: Handler | null;
  readonly isAllowedHost: HostCheck;
  /** Rejects, with a message for the caller, while the service cannot answer queries. */
  readonly checkReady: () => Promise<void>;
  /** The text of /metrics; null where there is none. */
  readonly renderMetrics: (() => Promise<string>) | null;
  /** A request has begun; what it returns is called when it ends, with null as status where the caller left before. */
  readonly onRequestStart: (record: RequestRecord) => (status: number | null) => void;
  readonly logError: (fault: unknown) => void;
}

const KNOWN_PATHS = ['/graphql', '/health', '/ready', '/metrics'];
/** What watches over a service calls it by any name, and learns nothing there. */
const PROBE_PATHS = ['/health', '/ready'];

/** Which part answers which path. */
export function createRouter({
  graphql,
  graphiql,
  isAllowedHost,
  checkReady,
  renderMetrics,
  onRequestStart,
  logError,
}: RouterOptions): RequestListener {
  const answer = async (request: IncomingMessage, response: ServerResponse, record: RequestRecord) => {
    const path = requestPath(request);
    if (!isAllowedHost(request.headers.host) && !PROBE_PATHS.includes(path)) {
      const code: ErrorCode = 'HOST_REFUSED';
      record.codes.add(code);
      const message =
        'the request has a Host that is not a name of this service; expected a loopback name, or one of ASCRIBE_ALLOWED_HOSTS';
      return sendJson(response, 421, { errors: [{ message, extensions: { code } }] });
    }
    switch (path) {
      case '/graphql':
        if (graphiql !== null && acceptsHtml(request)) return graphiql(request, response);
        // HEAD is answered as GET is; the server itself leaves the body out.
        if (request.method === 'HEAD') request.method = 'GET';
        return graphql(request, response);
      case '/health':
        return sendJson(response, 200, { status: 'alive' });
      case '/ready':
        return checkReady().then(
          () => sendJson(response, 200, { status: 'ready' }),
          (error: unknown) =>
            sendJson(response, 503, { status: 'not ready', reason: toPublicMessage(error, logError) }),
        );
      case '/metrics':
        if (renderMetrics === null) break;
        response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
        return response.end(await renderMetrics());
      case '/':
        if (graphiql === null) break;
        return response.writeHead(302, { location: '/graphql' }).end();
    }
    return sendJson(response, 404, { status: 'not found', paths: ['/graphql', '/health', '/ready'] });
  };
  return (request, response) => {
    const path = requestPath(request);
    const record = createRequestRecord(
      request.method ?? '',
      KNOWN_PATHS.includes(path) ? path : 'other',
      request.headers['x-request-id'],
    );
    response.setHeader('x-request-id', record.id);
    const ended = onRequestStart(record);
    onResponseEnd(request, response, () => ended(response.writableFinished ? response.statusCode : null));
    runWithRecord(record, async () => {
      try {
        await answer(request, response, record);
      } catch (fault) {
        logError(fault);
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { status: 'fault', requestId: record.id });
      }
    });
  };
}

function requestPath({ url = '/' }: IncomingMessage): string {
  const path = url.split('?', 1)[0] as string;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function acceptsHtml({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}
