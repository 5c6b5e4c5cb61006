import type { Store, WriteOutcome, Writer } from '../store/store.js';

export interface Meter {
  readonly stored: (call: {
    readonly method: string;
    readonly access: 'read' | 'write';
    readonly seconds: number;
    readonly failed: boolean;
  }) => void;
  /** Told when it is durable. */
  readonly imported: (outcomes: readonly WriteOutcome[]) => void;
}

const WRITES = new Set(['write', 'preview']);

/** The same store, which tells how long each call took and what was imported. */
export function measured(store: Store, meter: Meter): Store {
  const timed = timing(store, meter);
  return new Proxy(timed, {
    get: (target, name) =>
      name === 'write' ? <T>(work: Work<T>) => counted(timed, work, meter) : Reflect.get(target, name),
  });
}

type Work<T> = (writer: Writer) => Promise<T>;

async function counted<T>(store: Store, work: Work<T>, { imported }: Meter): Promise<T> {
  let outcomes: WriteOutcome[] = [];
  const result = await store.write((writer) => {
    // Run again on a conflict: what came before was taken back.
    outcomes = [];
    return work({
      ...writer,
      put: async (articles) => {
        const put = await writer.put(articles);
        outcomes.push(...put);
        return put;
      },
    });
  });
  imported(outcomes);
  return result;
}

/** An object that a call returns at once, as of `asOf`, is another view of the store, and measured too. */
function timing<T extends object>(reads: T, meter: Meter): T {
  return new Proxy(reads, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const started = performance.now();
        const result: unknown = member.apply(target, args);
        if (!(result instanceof Promise)) return isView(result) ? timing(result, meter) : result;
        const method = String(name);
        const access = WRITES.has(method) ? 'write' : 'read';
        const tell = (failed: boolean) =>
          meter.stored({ method, access, seconds: (performance.now() - started) / 1000, failed });
        result.then(
          () => tell(false),
          () => tell(true),
        );
        return result;
      };
    },
  });
}

const isView = (result: unknown): result is object => typeof result === 'object' && result !== null;
