import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorCode } from '../../domain/errors.js';
import type { Limits } from './limits.js';

const MINUTE = 60;

/** Who asks, for the rate: the name of an API key, else the address. */
export type CallerOf = (request: Request, socket: IncomingMessage['socket'] | undefined) => string;

/**
 * Bounds how many requests are answered at a time, and how many one caller may ask in a minute. A stream of events counts until it has
 * begun. Refused before anything of the request is read.
 */
export function limitAdmission(
  { concurrent, rate }: Pick<Limits, 'concurrent' | 'rate'>,
  callerOf: CallerOf,
): Plugin {
  const limiter = rate === 0 ? null : new RateLimiterMemory({ points: rate, duration: MINUTE });
  const running = new Set<Request>();
  return {
    onRequest: async ({ request, serverContext, endResponse, fetchAPI }) => {
      const refuse = (status: number, code: ErrorCode, message: string, wait: number) =>
        endResponse(
          new fetchAPI.Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
            status,
            headers: {
              'content-type': 'application/json; charset=utf-8',
              'cache-control': 'no-store',
              'retry-after': String(wait),
            },
          }),
        );
      const { req } = serverContext as { readonly req?: IncomingMessage };
      const spent = await limiter?.consume(callerOf(request, req?.socket)).then(
        () => null,
        (refused: RateLimiterRes) => refused,
      );
      if (spent != null) {
        const wait = Math.ceil(spent.msBeforeNext / 1000);
        return refuse(
          429,
          'RATE_LIMITED',
          `more than ${rate} requests in a minute; ask again in ${wait} s`,
          wait,
        );
      }
      if (running.size >= concurrent)
        return refuse(
          503,
          'OVERLOADED',
          `${concurrent} requests are being answered already; ask again in a second`,
          1,
        );
      running.add(request);
      request.signal.addEventListener('abort', () => running.delete(request), { once: true });
      return undefined;
    },
    onResponse: ({ request }) => {
      running.delete(request);
    },
  };
}
