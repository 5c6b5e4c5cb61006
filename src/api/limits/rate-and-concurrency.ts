import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorCode } from '../../domain/errors.js';
import { requestError } from '../execution/errors.js';
import { onResponseEnd } from '../http/on-response-end.js';
import type { ServerContext } from '../http/server-context.js';
import { countSlotsOf } from './concurrency-quota.js';
import type { RequestLimits } from './request-limits.js';
import { createWaitingSlots } from './waiting-slots.js';

const MINUTE = 60;

/** Milliseconds that a client may take to read a response. */
const RESPONSE_READ_TIMEOUT = 60_000;

/** Identifies a client: by the name of its API key, else by its address. */
type IdentifyCaller = (request: Request, socket: IncomingMessage['socket'] | undefined) => string;

interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  /** Seconds for Retry-After. */
  readonly retryAfter: number;
}

/**
 * Limits how many requests one client may send in a minute and at a time, and how many run at a time (one client may use half); others wait their
 * turn for a while. A request runs from when it is fully received, so that slow senders take no slot, until its response is read; a stream of
 * events until it starts.
 */
export function useAdmission(
  {
    maxConcurrentRequests,
    maxWaitMs,
    requestsPerMinute,
  }: Pick<RequestLimits, 'maxConcurrentRequests' | 'maxWaitMs' | 'requestsPerMinute'>,
  identifyCaller: IdentifyCaller,
): Plugin<object, ServerContext> {
  const limiter =
    requestsPerMinute === 0 ? null : new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE });
  const receiving = new Map<Request, string>();
  const slots = createWaitingSlots(maxConcurrentRequests, maxWaitMs);
  const release = (request: Request) => {
    receiving.delete(request);
    slots.release(request);
  };
  const checkClient = async (caller: string): Promise<Refusal | null> => {
    const exceeded = await limiter?.consume(caller).then(
      () => null,
      (result: RateLimiterRes) => result,
    );
    if (exceeded != null) return rateLimited(requestsPerMinute, exceeded);
    if (countSlotsOf(caller, receiving) < maxConcurrentRequests) return null;
    const message = `this client is already sending ${maxConcurrentRequests} requests; expected fewer at a time`;
    return { status: 503, code: 'OVERLOADED', message, retryAfter: 1 };
  };
  return {
    onRequest: async ({ request, serverContext, endResponse, fetchAPI }) => {
      const caller = identifyCaller(request, serverContext.req?.socket);
      const refusal = await checkClient(caller);
      if (refusal !== null) return endResponse(toResponse(refusal, fetchAPI.Response));
      receiving.set(request, caller);
      request.signal.addEventListener('abort', () => release(request), { once: true });
      return undefined;
    },
    onRequestParse: ({ request }) => ({
      onRequestParseDone: async () => {
        const caller = receiving.get(request);
        // The client disconnected.
        if (caller === undefined) return;
        receiving.delete(request);
        const full = await slots.take(request, caller);
        if (full !== null)
          throw requestError('OVERLOADED', `${full} are running already; try again in a second`, {
            http: { status: 503, headers: { 'retry-after': '1' } },
          });
      },
    }),
    onResponse: ({ request, response, serverContext }) => {
      const { req, res } = serverContext;
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      if (isStream || req === undefined || res === undefined) return release(request);
      // A response takes memory until it is read, so the request keeps its slot.
      const timeout = setTimeout(() => res.destroy(), RESPONSE_READ_TIMEOUT);
      onResponseEnd(req, res, () => {
        clearTimeout(timeout);
        release(request);
      });
    },
  };
}

function rateLimited(requestsPerMinute: number, { msBeforeNext }: RateLimiterRes): Refusal {
  const retryAfter = Math.ceil(msBeforeNext / 1000);
  const message = `more than ${requestsPerMinute} requests in a minute; try again in ${retryAfter} s`;
  return { status: 429, code: 'RATE_LIMITED', message, retryAfter };
}

function toResponse(
  { status, code, message, retryAfter }: Refusal,
  FetchResponse: typeof Response,
): Response {
  return new FetchResponse(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(retryAfter),
    },
  });
}
