import type { Query } from '../connection/cypher.js';

/** How many nodes one transaction changes. */
export const BATCH_SIZE = 2_000;

/** Runs work in a transaction under the lock of the writers; null where the step is done already. */
export type UnderLock = <T>(work: (query: Query) => Promise<T>) => Promise<T | null>;

/** `workAfter` returns the key of the last node of its batch; null where none was left. */
export async function inBatches<K extends string | number>(
  underLock: UnderLock,
  workAfter: (query: Query, after: K | null) => Promise<K | null>,
): Promise<void> {
  let last: K | null = null;
  do {
    const after: K | null = last;
    last = await underLock((query) => workAfter(query, after));
  } while (last !== null);
}

/** Gives `work` the ids of a label's nodes, a batch in each transaction. */
export function forEachIdBatch(
  underLock: UnderLock,
  label: string,
  work: (query: Query, ids: readonly string[]) => Promise<unknown>,
): Promise<void> {
  return inBatches<string>(underLock, async (query, after) => {
    const rows = await query(
      `MATCH (n:${label}) WHERE n.id > $after WITH DISTINCT n.id AS id RETURN id ORDER BY id LIMIT $limit`,
      { after: after ?? '', limit: BATCH_SIZE },
    );
    const ids = rows.map(({ id }) => id as string);
    if (ids.length > 0) await work(query, ids);
    return ids.at(-1) ?? null;
  });
}
