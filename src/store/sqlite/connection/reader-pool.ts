import { AscribeError } from '../../../domain/errors.js';
import { type Channel, openChannel } from './channel.js';
import { createFairQueue } from './fair-queue.js';
import { createKillBackoff, MAX_DELAY_MS } from './kill-backoff.js';

/** Connections that read, each one call at a time. */
export interface ReaderPool {
  /** Rejects with the signal's reason as soon as it is aborted: a call that waits is never made, and one that runs is stopped. */
  call<T>(signal: AbortSignal | undefined, method: string, ...args: unknown[]): Promise<T>;
  /**
   * Rejects the calls that wait with STORE_UNAVAILABLE, and closes when those that run are answered; after two seconds it ends them, and
   * they reject with that too.
   */
  close(): Promise<void>;
}

interface PendingCall {
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
export function openReaderPool(file: string, maxPerCaller: number): ReaderPool {
  const most = maxPerCaller + 1;
  const turns = createFairQueue<PendingCall>(maxPerCaller);
  const grace = createKillBackoff();
  const idle: Channel[] = [];
  const links = new Set<Channel>();
  const openings = new Set<Promise<unknown>>();
  let closed = false;

  const open = () => {
    const opening = openChannel(file, 'reader')
      .then(
        (link) => {
          links.add(link);
          idle.push(link);
        },
        (error) => {
          const call = turns.dequeue();
          if (call === undefined) return;
          turns.release(call);
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
    while (idle.length > 0 && turns.readyCount() > 0) {
      const link = idle.pop() as Channel;
      if (link.alive) run(link, turns.dequeue() as PendingCall);
      else links.delete(link);
    }
    while (turns.readyCount() > openings.size && links.size + openings.size < most) open();
  };
  const run = (link: Channel, call: PendingCall) => {
    const { signal, method, args, resolve, reject } = call;
    let killing: NodeJS.Timeout | undefined;
    const stop = () => {
      killing = setTimeout(() => {
        grace.recordKill();
        link.kill();
      }, grace.delay());
    };
    signal?.addEventListener('abort', stop, { once: true });
    link
      .call(method, ...args)
      .then(resolve as (result: unknown) => void, reject)
      .finally(() => {
        signal?.removeEventListener('abort', stop);
        clearTimeout(killing);
        turns.release(call);
        idle.push(link);
        serve();
      });
  };

  return {
    call: <T>(signal: AbortSignal | undefined, method: string, ...args: unknown[]) => {
      if (closed) return Promise.reject(closedError());
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise<T>((resolve, reject) => {
        const call: PendingCall = {
          signal,
          method,
          args,
          resolve: resolve as PendingCall['resolve'],
          reject,
        };
        const giveUp = () => {
          turns.remove(call);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        turns.enqueue(call);
        serve();
      });
    },
    close: async () => {
      closed = true;
      for (const call of turns.drain()) call.reject(closedError());
      // What was begun for a call that another one answered, or that is dropped, comes all the same.
      await Promise.all(openings);
      const tooLong = setTimeout(() => {
        for (const link of links) link.kill();
      }, MAX_DELAY_MS);
      // One that is ended does not answer that it is closed.
      await Promise.allSettled([...links].map((link) => link.close()));
      clearTimeout(tooLong);
    },
  };
}

const closedError = () => new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
