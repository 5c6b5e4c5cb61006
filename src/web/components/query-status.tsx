import type { QueryState } from '../api/use-query.ts';

/** Says that something is on its way, or why it is not here. */
export function QueryStatus({ states }: { readonly states: readonly QueryState<unknown>[] }) {
  const error = states.find((state) => state.error !== null)?.error;
  if (error != null)
    return (
      <p role="alert" class="error">
        {error.message} <code>{error.code}</code>
      </p>
    );
  return (
    <p role="status" class={states.some(({ loading }) => loading) ? 'loading' : 'hidden'}>
      {states.some(({ loading }) => loading) ? 'Loading …' : ''}
    </p>
  );
}
