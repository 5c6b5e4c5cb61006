import type { GraphQLError } from 'graphql';
import { endTurns } from '../../async/time-slicer.js';
import { refusal } from '../execution/errors.js';
import type { Limits } from './limits.js';

/** What is done for one answer. Once it has taken more than it may, it is given up: `stopped` tells why, and the signal is aborted. */
export interface Work {
  readonly signal: AbortSignal;
  readonly stopped: GraphQLError | null;
  /** Nothing is to be done for it any more: it is given up, or answered. */
  readonly over: boolean;
  /** Comes when it is given up. */
  readonly whenStopped: Promise<GraphQLError>;
  /** What comes of a field once it is over. */
  abandoned(): Promise<never>;
  /** How many records were brought. */
  readonly records: number;
  /** How many go into the answer so far. */
  readonly characters: number;
  bring(records: number): void;
  /** So many characters go into the answer. */
  tell(characters: number): void;
  /** So does an error. */
  fail(): void;
  /** The answer is there. Where it failed early, what is still done for it is given up. */
  end(failed: boolean): void;
}

/** What an error takes, in characters: an answer of a thousand errors tells nothing more than one of a hundred. */
const ERROR = 10_000;

/** Infinite where there is none. */
export type WorkLimits = Pick<Limits, 'records' | 'answer' | 'time'>;

/**
 * Begins it, and its time. `gone` is aborted where nobody waits for the answer any more. Where somebody `races` it with `whenStopped`, fields
 * that are abandoned come to nothing, at no cost; else each fails.
 */
export function beginWork(limits: WorkLimits, gone: AbortSignal | null, races: boolean): Work {
  const controller = new AbortController();
  const deadline = performance.now() + limits.time;
  let records = 0;
  let characters = 0;
  let stopped: GraphQLError | null = null;
  let over = false;
  let tellStopped = (_: GraphQLError) => {};
  const whenStopped = new Promise<GraphQLError>((resolve) => {
    tellStopped = resolve;
  });
  const giveUp = (why: GraphQLError) => {
    over = true;
    endTurns(work);
    controller.abort(why);
  };
  const stop = (why: GraphQLError) => {
    if (over) return;
    stopped = why;
    tellStopped(why);
    giveUp(why);
  };
  const left = () => stop(refusal('TIMEOUT', 'the caller has gone'));
  const late = () => {
    const message = `the query took more than ${limits.time / 1000} s, and was stopped; expected one that asks for less`;
    stop(refusal('TIMEOUT', message));
  };
  const timer = limits.time === Number.POSITIVE_INFINITY ? undefined : setTimeout(late, limits.time);
  const work: Work = {
    signal: controller.signal,
    get stopped() {
      return stopped;
    },
    get over() {
      return over;
    },
    whenStopped,
    abandoned: () => (races ? new Promise(() => {}) : Promise.reject(controller.signal.reason)),
    get records() {
      return records;
    },
    get characters() {
      return characters;
    },
    bring: (more) => {
      records += more;
      if (records <= limits.records) return;
      const message = `the answer takes more than ${limits.records} records of the store; expected smaller pages, or fewer lists within lists`;
      stop(refusal('TOO_MANY_RECORDS', message));
    },
    tell: (more) => {
      characters += more;
      // The timer waits while fields are told.
      if (performance.now() > deadline) late();
      if (characters <= limits.answer) return;
      const message = `the answer has more than ${limits.answer} characters; expected fewer fields, or smaller pages`;
      stop(refusal('ANSWER_TOO_LARGE', message));
    },
    fail: () => work.tell(ERROR),
    end: (failed) => {
      clearTimeout(timer);
      gone?.removeEventListener('abort', left);
      if (failed && !over) giveUp(refusal('TIMEOUT', 'the answer has been given'));
      over = true;
    },
  };
  gone?.addEventListener('abort', left, { once: true });
  if (gone?.aborted) left();
  return work;
}
