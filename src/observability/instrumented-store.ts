import type { Store, WriteOutcome, Writer } from '../store/store.js';

export interface StoreMetrics {
  readonly recordCall: (call: {
    readonly method: string;
    readonly access: 'read' | 'write';
    readonly seconds: number;
    readonly failed: boolean;
  }) => void;
  /** Told when it is durable. */
  readonly recordImport: (outcomes: readonly WriteOutcome[]) => void;
}

const WRITES = new Set(['write', 'preview']);

/** The same store, which tells how long each call took and what was imported. */
export function instrumentStore(store: Store, metrics: StoreMetrics): Store {
  const timed = timeCalls(store, metrics);
  return new Proxy(timed, {
    get: (target, name) =>
      name === 'write'
        ? <T>(work: WriteCallback<T>) => recordWrites(timed, work, metrics)
        : Reflect.get(target, name),
  });
}

type WriteCallback<T> = (writer: Writer) => Promise<T>;

async function recordWrites<T>(
  store: Store,
  callback: WriteCallback<T>,
  { recordImport }: StoreMetrics,
): Promise<T> {
  let outcomes: WriteOutcome[] = [];
  const result = await store.write((writer) => {
    // Run again on a conflict: what came before was taken back.
    outcomes = [];
    return callback({
      ...writer,
      put: async (articles) => {
        const put = await writer.put(articles);
        outcomes.push(...put);
        return put;
      },
    });
  });
  recordImport(outcomes);
  return result;
}

/** An object that a call returns at once, as of `asOf`, is another view of the store, and measured too. */
function timeCalls<T extends object>(reads: T, metrics: StoreMetrics): T {
  return new Proxy(reads, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const started = performance.now();
        const result: unknown = member.apply(target, args);
        if (!(result instanceof Promise)) return isView(result) ? timeCalls(result, metrics) : result;
        const method = callLabel(String(name), args);
        const access = WRITES.has(method) ? 'write' : 'read';
        const tell = (failed: boolean) =>
          metrics.recordCall({ method, access, seconds: (performance.now() - started) / 1000, failed });
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

/** The name of a call to a store, for metrics: `list entities`, `claimsOf`. */
export function callLabel(method: string, args: readonly unknown[]): string {
  return method === 'get' || method === 'list' || method === 'count' ? `${method} ${args[0]}` : method;
}
