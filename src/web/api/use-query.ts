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

/** The same operation with several variables, such as one page after another. Answers that are known are not asked for again. */
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
    all.forEach((variables, index) => {
      const key = keys[index] as string;
      if (known.current.has(key)) return;
      ask(operation, variables, controller.signal).then(
        (data) => put(key, { data, error: null, loading: false }),
        (error: unknown) => {
          if (controller.signal.aborted) return;
          const shown = error instanceof RequestError ? error : new RequestError(String(error), 'UNKNOWN');
          if (shown.code === 'UNAUTHENTICATED') requireKey(shown.message);
          put(key, { data: null, error: shown, loading: false });
        },
      );
    });
    return () => controller.abort();
  }, [operation, wanted]);
  return keys.map((key) => known.current.get(key) ?? LOADING);
}
