import type { GraphQLError } from 'graphql';
import { refusal } from '../errors.js';
import type { Limits } from './limits.js';

/** What is done for one answer. Once it has taken more than it may, it is given up: `stopped` tells why, and the signal is aborted. */
export interface Work {
  readonly signal: AbortSignal;
  readonly stopped: GraphQLError | null;
  /** How many records were brought. */
  readonly records: number;
  bring(records: number): void;
  /** So many characters go into the answer. */
  tell(characters: number): void;
  /** The answer is there. Where it failed early, what is still done for it is given up. */
  end(failed: boolean): void;
}

type WorkLimits = Pick<Limits, 'records' | 'answer' | 'time'>;

/** Begins it, and its time. `gone` is aborted where nobody waits for the answer any more. */
export function beginWork(limits: WorkLimits, gone: AbortSignal): Work {
  const controller = new AbortController();
  let records = 0;
  let characters = 0;
  let stopped: GraphQLError | null = null;
  const stop = (why: GraphQLError) => {
    stopped ??= why;
    controller.abort(stopped);
  };
  const left = () => stop(refusal('TIMEOUT', 'the caller has gone'));
  const late = () =>
    stop(
      refusal(
        'TIMEOUT',
        `the query took more than ${limits.time / 1000} s, and was stopped; expected one that asks for less`,
      ),
    );
  const timer = setTimeout(late, limits.time);
  if (gone.aborted) left();
  gone.addEventListener('abort', left, { once: true });
  return {
    signal: controller.signal,
    get stopped() {
      return stopped;
    },
    get records() {
      return records;
    },
    bring: (more) => {
      records += more;
      if (records <= limits.records) return;
      const message = `the answer takes more than ${limits.records} records of the store; expected smaller pages, or fewer lists within lists`;
      stop(refusal('TOO_MANY_RECORDS', message));
    },
    tell: (more) => {
      characters += more;
      if (characters <= limits.answer) return;
      const message = `the answer has more than ${limits.answer} characters; expected fewer fields, or smaller pages`;
      stop(refusal('ANSWER_TOO_LARGE', message));
    },
    end: (failed) => {
      clearTimeout(timer);
      gone.removeEventListener('abort', left);
      if (failed) controller.abort(refusal('TIMEOUT', 'the answer has been given'));
    },
  };
}
