/** Who calls: a request, told by its signal. All that is called without one is of one caller. */
type Caller = AbortSignal | undefined;

interface CallerQueue<C> {
  readonly waiting: Set<C>;
  running: number;
}

/** Calls that wait for a connection. Their callers take turns, so that one who calls a thousand times holds up another one by one call. */
export interface FairQueue<C> {
  enqueue(call: C): void;
  /** The call whose turn it is, which runs until it is `ended`; undefined where none may. */
  dequeue(): C | undefined;
  release(call: C): void;
  /** Takes it out, where it waits. */
  remove(call: C): void;
  /** Takes out all that wait. */
  drain(): readonly C[];
  /** How many of those that wait may run now. */
  readyCount(): number;
}

/** `each` is how many calls of one caller may run at a time. */
export function createFairQueue<C extends { readonly signal: Caller }>(maxPerCaller: number): FairQueue<C> {
  /** Of those who wait or run, who was served longest ago first. */
  const lines = new Map<Caller, CallerQueue<C>>();

  const lineOf = ({ signal }: C): CallerQueue<C> => lines.get(signal) ?? { waiting: new Set(), running: 0 };
  const forget = ({ signal }: C, { waiting, running }: CallerQueue<C>) => {
    if (waiting.size === 0 && running === 0) lines.delete(signal);
  };

  return {
    enqueue: (call) => {
      const line = lineOf(call);
      line.waiting.add(call);
      lines.set(call.signal, line);
    },
    dequeue: () => {
      for (const [caller, line] of lines) {
        const [call] = line.waiting;
        if (call === undefined || line.running >= maxPerCaller) continue;
        line.waiting.delete(call);
        line.running += 1;
        lines.delete(caller);
        lines.set(caller, line);
        return call;
      }
      return undefined;
    },
    release: (call) => {
      const line = lineOf(call);
      line.running -= 1;
      forget(call, line);
    },
    remove: (call) => {
      const line = lineOf(call);
      line.waiting.delete(call);
      forget(call, line);
    },
    drain: () => {
      const dropped = [...lines.values()].flatMap(({ waiting }) => [...waiting]);
      for (const { waiting } of lines.values()) waiting.clear();
      return dropped;
    },
    readyCount: () =>
      [...lines.values()].reduce(
        (sum, { waiting, running }) => sum + Math.min(waiting.size, maxPerCaller - running),
        0,
      ),
  };
}
