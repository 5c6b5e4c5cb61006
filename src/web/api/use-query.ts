import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { ask, RequestError } from './client.ts';
import type { Operation } from './generated.ts';

export interface QueryState<Data> {
  readonly data: Data | null;
  readonly error: RequestError | null;
  readonly loading: boolean;
}

const IDLE: QueryState<never> = { data: null, error: null, loading: false };
const LOADING: QueryState<never> = { data: null, error: null, loading: true };

/** The first answers come sooner than if all were asked for at once, and the page works on them while the service works on the next. */
const AT_A_TIME = 3;

/** What all queries of the page share. `attempt` changes when a new key was given, so that they run again. */
export const SessionContext = createContext<{
  readonly attempt: number;
  readonly requireKey: (reason: string) => void;
}>({
  attempt: 0,
  requireKey: () => {},
});

/**
 * Runs an operation whenever its variables change; null variables run nothing. An answer is never shown with other variables than its
 * own: the data is gone in the same render in which the variables change.
 */
export function useQuery<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables | null,
): QueryState<Data> {
  const results = useQueries(operation, variables === null ? [] : [variables]);
  return results[0] ?? IDLE;
}

/** The same operation with several variables, such as one page after another, in this order. Answers that are known are not asked for again. */
export function useQueries<Data, Variables>(
  operation: Operation<Data, Variables>,
  all: readonly Variables[],
): readonly QueryState<Data>[] {
  const { attempt, requireKey } = useContext(SessionContext);
  const [, rerender] = useState(0);
  const known = useRef(new Map<string, QueryState<Data>>());
  const keys = all.map((variables) => `${attempt} ${operation.slice(0, 40)} ${JSON.stringify(variables)}`);
  const wanted = keys.join('\n');
  useEffect(() => {
    for (const key of known.current.keys()) if (!keys.includes(key)) known.current.delete(key);
    const controller = new AbortController();
    const put = (key: string, state: QueryState<Data>) => {
      if (controller.signal.aborted) return;
      known.current.set(key, state);
      rerender((count) => count + 1);
    };
    const load = async (key: string, variables: Variables): Promise<void> => {
      try {
        put(key, { data: await ask(operation, variables, controller.signal), error: null, loading: false });
      } catch (error) {
        if (controller.signal.aborted) return;
        const shown = error instanceof RequestError ? error : new RequestError(String(error), 'UNKNOWN');
        if (shown.code === 'UNAUTHENTICATED') requireKey(shown.message);
        put(key, { data: null, error: shown, loading: false });
      }
    };
    const waiting = all
      .map((variables, index) => [keys[index] as string, variables] as const)
      .filter(([key]) => !known.current.has(key))
      .values();
    const loadRest = async () => {
      for (const [key, variables] of waiting) if (!controller.signal.aborted) await load(key, variables);
    };
    for (let lane = 0; lane < AT_A_TIME; lane++) void loadRest();
    return () => controller.abort();
  }, [operation, wanted]);
  return keys.map((key) => known.current.get(key) ?? LOADING);
}
