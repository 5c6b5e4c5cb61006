import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorCode } from '../../domain/errors.js';
import { countSlotsOf } from './concurrency-quota.js';
import type { RequestLimits } from './request-limits.js';
import { createWaitingSlots } from './waiting-slots.js';

const MINUTE = 60;

export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  /** Seconds for Retry-After. */
  readonly retryAfter: number;
}

/**
 * Limits how many requests one client may send in a minute and at a time, and how many run at a time (one client may use half); others wait
 * their turn for a while. A request is received, starts, and is released; each step may be skipped from the end.
 */
export interface Admission {
  /** The request of a client arrives. Resolves with null, or with why it is refused. */
  receive(request: object, caller: string): Promise<Refusal | null>;
  /** It is complete and may run. Resolves once it has a slot or was released, or with why it is refused. */
  start(request: object): Promise<Refusal | null>;
  /** It is over. May be called at any time, and more than once. */
  release(request: object): void;
}

export function createAdmission({
  maxConcurrentRequests,
  maxWaitMs,
  requestsPerMinute,
}: Pick<RequestLimits, 'maxConcurrentRequests' | 'maxWaitMs' | 'requestsPerMinute'>): Admission {
  const limiter =
    requestsPerMinute === 0 ? null : new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE });
  const receiving = new Map<object, string>();
  const slots = createWaitingSlots(maxConcurrentRequests, maxWaitMs);
  return {
    receive: async (request, caller) => {
      const exceeded = await limiter?.consume(caller).then(
        () => null,
        (result: RateLimiterRes) => result,
      );
      if (exceeded != null) return rateLimited(requestsPerMinute, exceeded);
      if (countSlotsOf(caller, receiving) >= maxConcurrentRequests)
        return overloaded(
          `this client is already sending ${maxConcurrentRequests} requests; expected fewer at a time`,
        );
      receiving.set(request, caller);
      return null;
    },
    start: async (request) => {
      const caller = receiving.get(request);
      // The client disconnected.
      if (caller === undefined) return null;
      receiving.delete(request);
      const full = await slots.take(request, caller);
      return full === null ? null : overloaded(`${full} are running already; try again in a second`);
    },
    release: (request) => {
      receiving.delete(request);
      slots.release(request);
    },
  };
}

export const overloaded = (message: string, retryAfter = 1): Refusal => ({
  status: 503,
  code: 'OVERLOADED',
  message,
  retryAfter,
});

function rateLimited(requestsPerMinute: number, { msBeforeNext }: RateLimiterRes): Refusal {
  const retryAfter = Math.ceil(msBeforeNext / 1000);
  const message = `more than ${requestsPerMinute} requests in a minute; try again in ${retryAfter} s`;
  return { status: 429, code: 'RATE_LIMITED', message, retryAfter };
}
