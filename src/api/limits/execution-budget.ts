import type { GraphQLError } from 'graphql';
import { releaseTurns } from '../../async/time-slicer.js';
import { requestError } from '../execution/errors.js';
import type { RequestLimits } from './request-limits.js';

/** What is done for one answer. Once it has taken more than it may, it is given up: `stopped` tells why, and the signal is aborted. */
export interface ExecutionBudget {
  readonly signal: AbortSignal;
  readonly cancelReason: GraphQLError | null;
  /** Nothing is to be done for it any more: it is given up, or answered. */
  readonly finished: boolean;
  /** Comes when it is given up. */
  readonly whenCancelled: Promise<GraphQLError>;
  /** What comes of a field once it is over. */
  abandonField(): Promise<never>;
  /** How many records were brought. */
  readonly records: number;
  /** How many go into the answer so far. */
  readonly characters: number;
  addRecords(records: number): void;
  /** So many characters go into the answer. */
  addCharacters(characters: number): void;
  /** So does an error. */
  addError(): void;
  /** The answer is there. Where it failed early, what is still done for it is given up. */
  finish(failed: boolean): void;
}

/** What an error takes, in characters: an answer of a thousand errors tells nothing more than one of a hundred. */
const ERROR_SIZE = 10_000;

/** Infinite where there is none. */
export type ExecutionLimits = Pick<RequestLimits, 'records' | 'responseSize' | 'timeoutMs'>;

/**
 * Begins it, and its time. `gone` is aborted where nobody waits for the answer any more. Where somebody `races` it with `whenStopped`, fields
 * that are abandoned come to nothing, at no cost; else each fails.
 */
export function startExecutionBudget(
  limits: ExecutionLimits,
  disconnectSignal: AbortSignal | null,
  raced: boolean,
): ExecutionBudget {
  const controller = new AbortController();
  const deadline = performance.now() + limits.timeoutMs;
  let records = 0;
  let characters = 0;
  let stopped: GraphQLError | null = null;
  let over = false;
  let tellStopped = (_: GraphQLError) => {};
  const whenCancelled = new Promise<GraphQLError>((resolve) => {
    tellStopped = resolve;
  });
  const giveUp = (why: GraphQLError) => {
    over = true;
    releaseTurns(work);
    controller.abort(why);
  };
  const stop = (why: GraphQLError) => {
    if (over) return;
    stopped = why;
    tellStopped(why);
    giveUp(why);
  };
  const left = () => stop(requestError('TIMEOUT', 'the caller has gone'));
  const late = () => {
    const message = `the query took more than ${limits.timeoutMs / 1000} s, and was stopped; expected one that asks for less`;
    stop(requestError('TIMEOUT', message));
  };
  const timer =
    limits.timeoutMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(late, limits.timeoutMs);
  const work: ExecutionBudget = {
    signal: controller.signal,
    get cancelReason() {
      return stopped;
    },
    get finished() {
      return over;
    },
    whenCancelled,
    abandonField: () => (raced ? new Promise(() => {}) : Promise.reject(controller.signal.reason)),
    get records() {
      return records;
    },
    get characters() {
      return characters;
    },
    addRecords: (more) => {
      records += more;
      if (records <= limits.records) return;
      const message = `the answer takes more than ${limits.records} records of the store; expected smaller pages, or fewer lists within lists`;
      stop(requestError('TOO_MANY_RECORDS', message));
    },
    addCharacters: (more) => {
      characters += more;
      // The timer waits while fields are told.
      if (performance.now() > deadline) late();
      if (characters <= limits.responseSize) return;
      const message = `the answer has more than ${limits.responseSize} characters; expected fewer fields, or smaller pages`;
      stop(requestError('ANSWER_TOO_LARGE', message));
    },
    addError: () => work.addCharacters(ERROR_SIZE),
    finish: (failed) => {
      clearTimeout(timer);
      disconnectSignal?.removeEventListener('abort', left);
      if (failed && !over) giveUp(requestError('TIMEOUT', 'the answer has been given'));
      over = true;
    },
  };
  disconnectSignal?.addEventListener('abort', left, { once: true });
  if (disconnectSignal?.aborted) left();
  return work;
}
