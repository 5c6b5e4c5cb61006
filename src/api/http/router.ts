import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ErrorCode } from '../../domain/errors.js';
import { newRecord, type RequestRecord, withRecord } from '../../observability/request-record.js';
import { messageFor } from '../execution/errors.js';
import type { OwnNames } from './host-check.js';
import { whenOver } from './response-end.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Routes {
  readonly graphql: Handler;
  /** null where there is none. */
  readonly graphiql: Handler | null;
  readonly ownNames: OwnNames;
  /** Rejects, with a message for the caller, while the service cannot answer queries. */
  readonly ready: () => Promise<void>;
  /** The text of /metrics; null where there is none. */
  readonly metrics: (() => Promise<string>) | null;
  /** A request has begun; what it returns is called when it ends, with null as status where the caller left before. */
  readonly began: (record: RequestRecord) => (status: number | null) => void;
  readonly log: (fault: unknown) => void;
}

const PATHS = ['/graphql', '/health', '/ready', '/metrics'];
/** What watches over a service calls it by any name, and learns nothing there. */
const PROBES = ['/health', '/ready'];

/** Which part answers which path. */
export function createListener({
  graphql,
  graphiql,
  ownNames,
  ready,
  metrics,
  began,
  log,
}: Routes): RequestListener {
  const answer = async (request: IncomingMessage, response: ServerResponse, record: RequestRecord) => {
    const path = pathOf(request);
    if (!ownNames(request.headers.host) && !PROBES.includes(path)) {
      const code: ErrorCode = 'HOST_REFUSED';
      record.codes.add(code);
      const message =
        'the request has a Host that is not a name of this service; expected a loopback name, or one of ASCRIBE_ALLOWED_HOSTS';
      return say(response, 421, { errors: [{ message, extensions: { code } }] });
    }
    switch (path) {
      case '/graphql':
        if (graphiql !== null && wantsPage(request)) return graphiql(request, response);
        // HEAD is answered as GET is; the server itself leaves the body out.
        if (request.method === 'HEAD') request.method = 'GET';
        return graphql(request, response);
      case '/health':
        return say(response, 200, { status: 'alive' });
      case '/ready':
        return ready().then(
          () => say(response, 200, { status: 'ready' }),
          (error: unknown) => say(response, 503, { status: 'not ready', reason: messageFor(error, log) }),
        );
      case '/metrics':
        if (metrics === null) break;
        response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
        return response.end(await metrics());
      case '/':
        if (graphiql === null) break;
        return response.writeHead(302, { location: '/graphql' }).end();
    }
    return say(response, 404, { status: 'not found', paths: ['/graphql', '/health', '/ready'] });
  };
  return (request, response) => {
    const path = pathOf(request);
    const record = newRecord(
      request.method ?? '',
      PATHS.includes(path) ? path : 'other',
      request.headers['x-request-id'],
    );
    response.setHeader('x-request-id', record.id);
    const ended = began(record);
    whenOver(request, response, () => ended(response.writableFinished ? response.statusCode : null));
    withRecord(record, async () => {
      try {
        await answer(request, response, record);
      } catch (fault) {
        log(fault);
        if (response.headersSent) response.destroy();
        else say(response, 500, { status: 'fault', requestId: record.id });
      }
    });
  };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const path = url.split('?', 1)[0] as string;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function wantsPage({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}
