import { AscribeError } from '../../../domain/errors.js';
import { type Channel, openChannel } from './channel.js';
import { createFairQueue } from './fair-queue.js';
import { createKillBackoff, type KillBackoff, MAX_DELAY_MS } from './kill-backoff.js';

/** Connections that read, each one call at a time. */
export interface ReaderPool {
  /** Rejects with the signal's reason as soon as it is aborted: a waiting call never starts, and a running one is stopped. */
  call<T>(signal: AbortSignal | undefined, method: string, ...args: unknown[]): Promise<T>;
  /** Whether a call would start at once, on a connection that is idle or is the first. */
  isFree(): boolean;
  /**
   * Rejects waiting calls with STORE_UNAVAILABLE and closes after the running ones. Kills those that take longer than two seconds; they
   * reject with the same code.
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
 * Opens connections when calls wait. The calls of one signal, or those without one, get at most `maxPerCaller` connections at a time;
 * the pool has one more, so no caller can occupy all of them.
 */
export function openReaderPool(file: string, fileKey: string, maxPerCaller: number): ReaderPool {
  const queue = createFairQueue<PendingCall>(maxPerCaller);
  const backoff = createKillBackoff();
  const idle: Channel[] = [];
  const channels = new Set<Channel>();
  const openings = new Set<Promise<unknown>>();
  let closed = false;

  const addChannel = (channel: Channel) => {
    channels.add(channel);
    idle.push(channel);
  };
  const rejectNext = (error: unknown) => {
    const call = queue.dequeue();
    if (call === undefined) return;
    queue.release(call);
    call.reject(error);
  };
  const open = () => {
    const opening = openChannel(file, { access: 'read', fileKey })
      .then(addChannel, rejectNext)
      .finally(() => {
        openings.delete(opening);
        serve();
      });
    openings.add(opening);
  };
  const run = async (channel: Channel, call: PendingCall) => {
    const settle = await runCall(channel, call, backoff);
    queue.release(call);
    idle.push(channel);
    serve();
    // Last, so that the caller's next call finds this connection idle and does not start another process.
    settle();
  };
  const serve = () => {
    while (idle.length > 0 && queue.readyCount() > 0) {
      const channel = idle.pop() as Channel;
      if (channel.alive) void run(channel, queue.dequeue() as PendingCall);
      else channels.delete(channel);
    }
    while (queue.readyCount() > openings.size && channels.size + openings.size <= maxPerCaller) open();
  };

  return {
    call: <T>(signal: AbortSignal | undefined, method: string, ...args: unknown[]) => {
      if (closed) return Promise.reject(closedError());
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise<T>((resolve, reject) => {
        const call = { signal, method, args, resolve, reject } as PendingCall;
        const abandon = () => {
          queue.remove(call);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abandon, { once: true });
        queue.enqueue(call);
        serve();
      });
    },
    isFree: () => idle.some(({ alive }) => alive) || channels.size + openings.size === 0,
    close: async () => {
      closed = true;
      for (const call of queue.drain()) call.reject(closedError());
      // A connection may still be opening for a call that a different connection answered.
      await Promise.all(openings);
      await closeAll(channels);
    },
  };
}

/** Makes the call; once its signal is aborted, kills the channel after the delay of the backoff. Returns what settles the call. */
async function runCall(
  channel: Channel,
  { signal, method, args, resolve, reject }: PendingCall,
  backoff: KillBackoff,
): Promise<() => void> {
  let killTimer: NodeJS.Timeout | undefined;
  const stop = () => {
    killTimer = setTimeout(() => {
      backoff.recordKill();
      channel.kill();
    }, backoff.delay());
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const result = await channel.call<never>(method, ...args);
    return () => resolve(result);
  } catch (error) {
    return () => reject(error);
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(killTimer);
  }
}

async function closeAll(channels: ReadonlySet<Channel>): Promise<void> {
  const killTimer = setTimeout(() => {
    for (const channel of channels) channel.kill();
  }, MAX_DELAY_MS);
  // A killed channel does not confirm that it is closed.
  await Promise.allSettled([...channels].map((channel) => channel.close()));
  clearTimeout(killTimer);
}

const closedError = () => new AscribeError('STORE_UNAVAILABLE', 'the store is closed');
