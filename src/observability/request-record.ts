import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What is known of a request, for its line in the log and for the metrics: never a query, a variable or a key. */
export interface RequestRecord {
  /** The caller's own X-Request-Id where it is well-formed. */
  readonly id: string;
  readonly method: string;
  /** One of ascribe's paths, or "other": what a caller makes up goes into no log. */
  readonly path: string;
  /** Of `performance.now()`. */
  readonly startedAt: number;
  kind: 'query' | 'mutation' | 'subscription' | null;
  operation: string | null;
  /** The name of the API key. */
  key: string | null;
  /** Of the errors in the answer. */
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

const requestStorage = new AsyncLocalStorage<RequestRecord>();

/** Runs what answers a request; all of it finds the record by `currentRequest`. */
export function runWithRecord<T>(record: RequestRecord, handler: () => T): T {
  return requestStorage.run(record, handler);
}

/** The request that is being answered here, where there is one. */
export function currentRequest(): RequestRecord | undefined {
  return requestStorage.getStore();
}
