import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorCode } from '../../domain/errors.js';
import { requestError } from '../execution/errors.js';
import { onResponseEnd } from '../http/on-response-end.js';
import { countSlotsOf, describeFullQuota } from './concurrency-quota.js';
import type { RequestLimits } from './request-limits.js';

const MINUTE = 60;

/** Milliseconds that a caller may take to read an answer. */
const RESPONSE_READ_TIMEOUT = 60_000;

/** Who asks: the name of an API key, else the address. */
export type IdentifyCaller = (request: Request, socket: IncomingMessage['socket'] | undefined) => string;

/**
 * Bounds how many requests one caller may ask in a minute and have read at a time, and how many are answered at a time: of those, one caller
 * may have half. A request counts as answered from when all of it is there, so that none holds a place by being sent slowly, until its
 * answer is read; a stream of events until it has begun.
 */
export function limitAdmission(
  {
    maxConcurrentRequests,
    requestsPerMinute,
  }: Pick<RequestLimits, 'maxConcurrentRequests' | 'requestsPerMinute'>,
  identifyCaller: IdentifyCaller,
): Plugin {
  const limiter =
    requestsPerMinute === 0 ? null : new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE });
  const read = new Map<Request, string>();
  const answered = new Map<Request, string>();
  const leave = (request: Request) => {
    read.delete(request);
    answered.delete(request);
  };
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
      const caller = identifyCaller(request, req?.socket);
      const spent = await limiter?.consume(caller).then(
        () => null,
        (refused: RateLimiterRes) => refused,
      );
      if (spent != null) {
        const wait = Math.ceil(spent.msBeforeNext / 1000);
        return refuse(
          429,
          'RATE_LIMITED',
          `more than ${requestsPerMinute} requests in a minute; ask again in ${wait} s`,
          wait,
        );
      }
      if (countSlotsOf(caller, read) >= maxConcurrentRequests)
        return refuse(
          503,
          'OVERLOADED',
          `${maxConcurrentRequests} requests of this caller are being sent already`,
          1,
        );
      read.set(request, caller);
      request.signal.addEventListener('abort', () => leave(request), { once: true });
      return undefined;
    },
    onRequestParse: ({ request }) => ({
      onRequestParseDone: () => {
        const caller = read.get(request);
        // It has gone.
        if (caller === undefined) return;
        read.delete(request);
        const full = describeFullQuota('requests', maxConcurrentRequests, answered, caller);
        if (full !== null)
          throw requestError('OVERLOADED', `${full} are being answered already; ask again in a second`, {
            http: { status: 503, headers: { 'retry-after': '1' } },
          });
        answered.set(request, caller);
      },
    }),
    // What is answered takes memory until it is read.
    onResponse: ({ request, response, serverContext }) => {
      const { req, res } = serverContext as { readonly req?: IncomingMessage; readonly res?: ServerResponse };
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      if (isStream || req === undefined || res === undefined) return leave(request);
      const tooSlow = setTimeout(() => res.destroy(), RESPONSE_READ_TIMEOUT);
      onResponseEnd(req, res, () => {
        clearTimeout(tooSlow);
        leave(request);
      });
    },
  };
}
