import { useState } from 'preact/hooks';
import type { Operation } from '../api/generated.ts';
import { type QueryState, useQueries } from '../api/use-query.ts';

interface Page<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

export interface PagedList<Item> {
  readonly items: readonly Item[];
  readonly totalCount: number | null;
  readonly states: readonly QueryState<unknown>[];
  /** Reads the next page; null if there is none. */
  readonly more: (() => void) | null;
}

/** A list that grows page by page. Starts over when the variables change. */
export function usePages<Data, Variables extends object, Item>(
  operation: Operation<Data, Variables & { readonly after?: string | null | undefined }>,
  variables: Variables,
  pageOf: (data: Data) => Page<Item> | null | undefined,
): PagedList<Item> {
  const list = JSON.stringify(variables);
  const [{ of, cursors }, setCursors] = useState<{ of: string; cursors: readonly string[] }>({
    of: list,
    cursors: [],
  });
  const current = of === list ? cursors : [];
  const states = useQueries(
    operation,
    [null, ...current].map((after) => ({ ...variables, after })),
  );
  const pages = states.map(({ data }) => (data === null ? null : (pageOf(data) ?? null)));
  const info = pages.at(-1)?.pageInfo;
  const next = info?.hasNextPage ? info.endCursor : null;
  return {
    items: pages.flatMap((page) => page?.nodes ?? []),
    totalCount: pages[0]?.totalCount ?? null,
    states,
    more:
      next === null || next === undefined
        ? null
        : () => setCursors({ of: list, cursors: [...current, next] }),
  };
}

export const MoreButton = ({ list }: { readonly list: PagedList<unknown> }) =>
  list.more === null ? null : (
    <button type="button" class="quiet" onClick={list.more}>
      Show more
      {list.totalCount !== null && ` (${list.items.length} of ${list.totalCount.toLocaleString('en')} shown)`}
    </button>
  );

/** For exports: whether there is more than what is listed. */
export const cutNotes = ({ more, items, totalCount }: PagedList<unknown>): readonly string[] =>
  more === null ? [] : [`Not everything is shown: ${items.length} of ${totalCount ?? 'more'}.`];
