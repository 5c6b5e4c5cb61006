/** A caller is a request, identified by its signal. All calls without a signal belong to one caller. */
type Caller = AbortSignal | undefined;

interface CallerQueue<C> {
  readonly waiting: Set<C>;
  running: number;
}

/** Calls that wait for a connection. Callers take turns, so a caller with a thousand calls delays the others by one call. */
export interface FairQueue<C> {
  enqueue(call: C): void;
  /** The next call, which runs until it is released; undefined if no call may run. */
  dequeue(): C | undefined;
  release(call: C): void;
  /** Removes a waiting call. */
  remove(call: C): void;
  /** Removes all waiting calls. */
  drain(): readonly C[];
  /** How many of the waiting calls may run now. */
  readyCount(): number;
}

/** `maxPerCaller` is the number of calls of one caller that may run at a time. */
export function createFairQueue<C extends { readonly signal: Caller }>(maxPerCaller: number): FairQueue<C> {
  /** Callers with waiting or running calls; the one served longest ago is first. */
  const callers = new Map<Caller, CallerQueue<C>>();

  const queueOf = ({ signal }: C): CallerQueue<C> =>
    callers.get(signal) ?? { waiting: new Set(), running: 0 };
  const deleteIfEmpty = ({ signal }: C, { waiting, running }: CallerQueue<C>) => {
    if (waiting.size === 0 && running === 0) callers.delete(signal);
  };

  return {
    enqueue: (call) => {
      const queue = queueOf(call);
      queue.waiting.add(call);
      callers.set(call.signal, queue);
    },
    dequeue: () => {
      for (const [caller, queue] of callers) {
        const [call] = queue.waiting;
        if (call === undefined || queue.running >= maxPerCaller) continue;
        queue.waiting.delete(call);
        queue.running += 1;
        callers.delete(caller);
        callers.set(caller, queue);
        return call;
      }
      return undefined;
    },
    release: (call) => {
      const queue = queueOf(call);
      queue.running -= 1;
      deleteIfEmpty(call, queue);
    },
    remove: (call) => {
      const queue = queueOf(call);
      queue.waiting.delete(call);
      deleteIfEmpty(call, queue);
    },
    drain: () => {
      const dropped = [...callers.values()].flatMap(({ waiting }) => [...waiting]);
      for (const { waiting } of callers.values()) waiting.clear();
      return dropped;
    },
    readyCount: () =>
      [...callers.values()].reduce(
        (sum, { waiting, running }) => sum + Math.min(waiting.size, maxPerCaller - running),
        0,
      ),
  };
}
