import { randomUUID } from 'node:crypto';

/** Facts about a request for its log line and the metrics. Never holds a query, a variable or a key. */
export interface RequestRecord {
  /** The client's X-Request-Id if well-formed, else a new UUID. */
  readonly id: string;
  readonly method: string;
  /** One of ascribe's paths, or "other", so that clients cannot write text into the log. */
  readonly path: string;
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number;
  kind: 'query' | 'mutation' | 'subscription' | 'export' | null;
  operation: string | null;
  /** The name of the API key. */
  key: string | null;
  /** Codes of the errors in the response, and of the problems of its mutations. */
  readonly codes: Set<string>;
}

const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function createRequestRecord(method: string, path: string, givenId: unknown): RequestRecord {
  return {
    id: typeof givenId === 'string' && WELL_FORMED.test(givenId) ? givenId : randomUUID(),
    method,
    path,
    startedAt: performance.now(),
    kind: null,
    operation: null,
    key: null,
    codes: new Set(),
  };
}

// An AsyncLocalStorage would do the same, but on Node before 24 it makes a large response a quarter slower.
const requestIds = new WeakMap<object, string>();

/** Notes the id of the request in which an error arose. */
export function setRequestId(error: unknown, id: string | undefined): void {
  if (typeof error === 'object' && error !== null && id !== undefined) requestIds.set(error, id);
}

/** The id of the request in which the error arose, if it was noted. */
export const requestIdOf = (error: unknown): string | undefined => requestIds.get(error as object);
