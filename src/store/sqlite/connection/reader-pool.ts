import { AscribeError } from '../../../domain/errors.js';
import { type Link, openLink } from './channel.js';
import { createTurns } from './fair-queue.js';
import { createGrace, LONGEST } from './kill-backoff.js';

/** Connections that read, each one call at a time. */
export interface Readers {
  /** Rejects with the signal's reason as soon as it is aborted: a call that waits is never made, and one that runs is stopped. */
  call<T>(signal: AbortSignal | undefined, method: string, ...args: unknown[]): Promise<T>;
  /**
   * Rejects the calls that wait with STORE_UNAVAILABLE, and closes when those that run are answered; after two seconds it ends them, and
   * they reject with that too.
   */
  close(): Promise<void>;
}

interface Call {
  readonly signal: AbortSignal | undefined;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Connections are opened when calls have to wait for one. Those of one signal, and those without one, have at most `each` of them at a time;
 * there is one more, so that no one has all.
 */
export function openReaders(file: string, each: number): Readers {
  const most = each + 1;
  const turns = createTurns<Call>(each);
  const grace = createGrace();
  const idle: Link[] = [];
  const links = new Set<Link>();
  const openings = new Set<Promise<unknown>>();
  let closed = false;

  const open = () => {
    const opening = openLink(file, 'reader')
      .then(
        (link) => {
          links.add(link);
          idle.push(link);
        },
        (error) => {
          const call = turns.next();
          if (call === undefined) return;
          turns.ended(call);
          call.reject(error);
        },
      )
      .finally(() => {
        openings.delete(opening);
        serve();
      });
    openings.add(opening);
  };
  const serve = () => {
    while (idle.length > 0 && turns.ready() > 0) {
      const link = idle.pop() as Link;
      if (link.alive) run(link, turns.next() as Call);
      else links.delete(link);
    }
    while (turns.ready() > openings.size && links.size + openings.size < most) open();
  };
  const run = (link: Link, call: Call) => {
    const { signal, method, args, resolve, reject } = call;
    let killing: NodeJS.Timeout | undefined;
    const stop = () => {
      killing = setTimeout(() => {
        grace.used();
        link.kill();
      }, grace.now());
    };
    signal?.addEventListener('abort', stop, { once: true });
    link
      .call(method, ...args)
      .then(resolve as (result: unknown) => void, reject)
      .finally(() => {
        signal?.removeEventListener('abort', stop);
        clearTimeout(killing);
        turns.ended(call);
        idle.push(link);
        serve();
      });
  };

  return {
    call: <T>(signal: AbortSignal | undefined, method: string, ...args: unknown[]) => {
      if (closed) return Promise.reject(isClosed());
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise<T>((resolve, reject) => {
        const call: Call = { signal, method, args, resolve: resolve as Call['resolve'], reject };
        const giveUp = () => {
          turns.drop(call);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        turns.add(call);
        serve();
      });
    },
    close: async () => {
      closed = true;
      for (const call of turns.dropAll()) call.reject(isClosed());
      // What was begun for a call that another one answered, or that is dropped, comes all the same.
      await Promise.all(openings);
      const tooLong = setTimeout(() => {
        for (const link of links) link.kill();
      }, LONGEST);
      // One that is ended does not answer that it is closed.
      await Promise.allSettled([...links].map((link) => link.close()));
      clearTimeout(tooLong);
    },
  };
}

const isClosed = () => new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
