import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Routes {
  readonly graphql: Handler;
  readonly graphiql: Handler;
  /** Rejects, with a message for the caller, while the service cannot answer queries. */
  readonly ready: () => Promise<void>;
  readonly log: (fault: unknown) => void;
}

/** Which part answers which path. */
export function createListener({ graphql, graphiql, ready, log }: Routes): RequestListener {
  const answer: Handler = async (request, response) => {
    switch (pathOf(request)) {
      case '/graphql':
        return wantsPage(request) ? graphiql(request, response) : graphql(request, response);
      case '/health':
        return say(response, 200, { status: 'alive' });
      case '/ready':
        return ready().then(
          () => say(response, 200, { status: 'ready' }),
          (error: Error) => say(response, 503, { status: 'not ready', reason: error.message }),
        );
      case '/':
        return response.writeHead(302, { location: '/graphql' }).end();
      default:
        return say(response, 404, { status: 'not found', paths: ['/graphql', '/health', '/ready'] });
    }
  };
  return async (request, response) => {
    try {
      await answer(request, response);
    } catch (fault) {
      log(fault);
      if (response.headersSent) response.destroy();
      else say(response, 500, { status: 'fault' });
    }
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
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(body)}\n`);
}
