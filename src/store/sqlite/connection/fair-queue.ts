/** Who calls: a request, told by its signal. All that is called without one is of one caller. */
type Caller = AbortSignal | undefined;

interface Line<C> {
  readonly waiting: Set<C>;
  running: number;
}

/** Calls that wait for a connection. Their callers take turns, so that one who calls a thousand times holds up another one by one call. */
export interface Turns<C> {
  add(call: C): void;
  /** The call whose turn it is, which runs until it is `ended`; undefined where none may. */
  next(): C | undefined;
  ended(call: C): void;
  /** Takes it out, where it waits. */
  drop(call: C): void;
  /** Takes out all that wait. */
  dropAll(): readonly C[];
  /** How many of those that wait may run now. */
  ready(): number;
}

/** `each` is how many calls of one caller may run at a time. */
export function createTurns<C extends { readonly signal: Caller }>(each: number): Turns<C> {
  /** Of those who wait or run, who was served longest ago first. */
  const lines = new Map<Caller, Line<C>>();

  const lineOf = ({ signal }: C): Line<C> => lines.get(signal) ?? { waiting: new Set(), running: 0 };
  const forget = ({ signal }: C, { waiting, running }: Line<C>) => {
    if (waiting.size === 0 && running === 0) lines.delete(signal);
  };

  return {
    add: (call) => {
      const line = lineOf(call);
      line.waiting.add(call);
      lines.set(call.signal, line);
    },
    next: () => {
      for (const [caller, line] of lines) {
        const [call] = line.waiting;
        if (call === undefined || line.running >= each) continue;
        line.waiting.delete(call);
        line.running += 1;
        lines.delete(caller);
        lines.set(caller, line);
        return call;
      }
      return undefined;
    },
    ended: (call) => {
      const line = lineOf(call);
      line.running -= 1;
      forget(call, line);
    },
    drop: (call) => {
      const line = lineOf(call);
      line.waiting.delete(call);
      forget(call, line);
    },
    dropAll: () => {
      const dropped = [...lines.values()].flatMap(({ waiting }) => [...waiting]);
      for (const { waiting } of lines.values()) waiting.clear();
      return dropped;
    },
    ready: () =>
      [...lines.values()].reduce(
        (sum, { waiting, running }) => sum + Math.min(waiting.size, each - running),
        0,
      ),
  };
}
