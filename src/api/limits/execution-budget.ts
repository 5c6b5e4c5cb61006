import type { GraphQLError } from 'graphql';
import { releaseTurns } from '../../async/time-slicer.js';
import { requestError } from '../execution/errors.js';
import type { RequestLimits } from './request-limits.js';

/** The resources of one response. When a limit is exceeded it is cancelled: `cancelReason` says why, and `signal` is aborted. */
export interface ExecutionBudget {
  readonly signal: AbortSignal;
  readonly cancelReason: GraphQLError | null;
  /** Whether all work for the response must stop: it is cancelled or complete. */
  readonly finished: boolean;
  /** Resolves when the budget is cancelled. */
  readonly whenCancelled: Promise<GraphQLError>;
  /** The result of a field once the budget is finished. */
  abandonField(): Promise<never>;
  /** Records read from the store. */
  readonly records: number;
  /** Characters of the response so far. */
  readonly characters: number;
  addRecords(records: number): void;
  addCharacters(characters: number): void;
  /** Counts an error of the response. */
  addError(): void;
  /** The response is complete. If it `failed` early, cancels the work that still runs for it. */
  finish(failed: boolean): void;
}

/** Characters that an error counts: a response with a thousand errors says no more than one with a hundred. */
const ERROR_SIZE = 10_000;
/** Fields that are computed between two looks at the clock. */
const FIELDS_PER_LOOK = 16;

/** Infinity means no limit. */
type ExecutionLimits = Pick<RequestLimits, 'records' | 'responseSize' | 'timeoutMs'>;

/**
 * Starts a budget and its timer. An aborted `disconnectSignal` cancels it. If the caller `raced` the response against `whenCancelled`,
 * abandoned fields stay pending at no cost; otherwise each fails.
 */
export function startExecutionBudget(
  limits: ExecutionLimits,
  disconnectSignal: AbortSignal | null,
  raced: boolean,
): ExecutionBudget {
  const controller = new AbortController();
  const cancellation = createCancellation();
  const deadline = performance.now() + limits.timeoutMs;
  let records = 0;
  let characters = 0;
  let fields = 0;
  let finished = false;
  const stopWork = (reason: GraphQLError) => {
    finished = true;
    releaseTurns(budget);
    controller.abort(reason);
  };
  const cancel = (reason: GraphQLError) => {
    if (finished) return;
    cancellation.cancel(reason);
    stopWork(reason);
  };
  const onDisconnect = () => cancel(requestError('TIMEOUT', 'the client disconnected'));
  const onTimeout = () => cancel(timeoutError(limits));
  const timer =
    limits.timeoutMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(onTimeout, limits.timeoutMs);
  const budget: ExecutionBudget = {
    signal: controller.signal,
    get cancelReason() {
      return cancellation.reason;
    },
    get finished() {
      return finished;
    },
    whenCancelled: cancellation.whenCancelled,
    abandonField: () => (raced ? new Promise(() => {}) : Promise.reject(controller.signal.reason)),
    get records() {
      return records;
    },
    get characters() {
      return characters;
    },
    addRecords: (more) => {
      records += more;
      if (records > limits.records) cancel(tooManyRecordsError(limits));
    },
    addCharacters: (more) => {
      characters += more;
      fields += 1;
      // The timer cannot fire while fields are computed synchronously.
      if (fields % FIELDS_PER_LOOK === 0 && performance.now() > deadline) onTimeout();
      if (characters > limits.responseSize) cancel(tooLargeError(limits));
    },
    addError: () => budget.addCharacters(ERROR_SIZE),
    finish: (failed) => {
      clearTimeout(timer);
      disconnectSignal?.removeEventListener('abort', onDisconnect);
      if (failed && !finished) stopWork(requestError('TIMEOUT', 'the response is already complete'));
      finished = true;
    },
  };
  disconnectSignal?.addEventListener('abort', onDisconnect, { once: true });
  if (disconnectSignal?.aborted) onDisconnect();
  return budget;
}

function createCancellation() {
  let reason: GraphQLError | null = null;
  let resolveCancelled = (_: GraphQLError) => {};
  const whenCancelled = new Promise<GraphQLError>((resolve) => {
    resolveCancelled = resolve;
  });
  return {
    get reason() {
      return reason;
    },
    whenCancelled,
    cancel: (why: GraphQLError) => {
      reason = why;
      resolveCancelled(why);
    },
  };
}

function timeoutError({ timeoutMs }: ExecutionLimits): GraphQLError {
  return requestError(
    'TIMEOUT',
    `the query took more than ${timeoutMs / 1000} s and was cancelled; expected a query that reads less`,
  );
}

function tooManyRecordsError({ records }: ExecutionLimits): GraphQLError {
  return requestError(
    'TOO_MANY_RECORDS',
    `the query reads more than ${records} records; expected smaller pages, or fewer lists within lists`,
  );
}

function tooLargeError({ responseSize }: ExecutionLimits): GraphQLError {
  return requestError(
    'ANSWER_TOO_LARGE',
    `the response has more than ${responseSize} characters; expected fewer fields, or smaller pages`,
  );
}
