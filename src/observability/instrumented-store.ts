import { decorateStore } from '../store/decorate-store.js';
import type { Store, WriteOutcome, Writer } from '../store/store.js';

export interface StoreMetrics {
  readonly recordCall: (call: {
    readonly method: string;
    readonly access: 'read' | 'write';
    readonly seconds: number;
    readonly failed: boolean;
  }) => void;
  /** Called once the import is durable. */
  readonly recordImport: (outcomes: readonly WriteOutcome[]) => void;
}

const WRITES = new Set(['write', 'preview']);

/** The same store; reports how long each call took, and what each write imported. */
export function instrumentStore(store: Store, metrics: StoreMetrics): Store {
  const timed = decorateStore(store, {
    aroundCall: (call, method, args) => timeCall(callLabel(method, args), call, metrics),
  });
  return decorateStore(timed, { overrides: { write: (work) => recordWrites(timed, work, metrics) } });
}

function timeCall(
  method: string,
  call: () => Promise<unknown>,
  { recordCall }: StoreMetrics,
): Promise<unknown> {
  const started = performance.now();
  const access = WRITES.has(method) ? 'write' : 'read';
  const record = (failed: boolean) =>
    recordCall({ method, access, seconds: (performance.now() - started) / 1000, failed });
  const result = call();
  result.then(
    () => record(false),
    () => record(true),
  );
  return result;
}

async function recordWrites<T>(
  store: Store,
  work: (writer: Writer) => Promise<T>,
  { recordImport }: StoreMetrics,
): Promise<T> {
  let outcomes: WriteOutcome[] = [];
  const result = await store.write((writer) => {
    // A conflict rolls the transaction back and runs the work again.
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
  recordImport(outcomes);
  return result;
}

/** The name of a call to a store, for metrics: `list entities`, `claimsOf`. */
export function callLabel(method: string, args: readonly unknown[]): string {
  return method === 'get' || method === 'list' || method === 'count' ? `${method} ${args[0]}` : method;
}
