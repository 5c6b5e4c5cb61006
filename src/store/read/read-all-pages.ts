import type { Page, PageRequest } from '../store.js';

/** Reads a list page by page from `after`, until its end or until the consumer stops. */
export async function* readAllPages<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  pageSize: number,
  after: string | null = null,
): AsyncGenerator<Page<T>> {
  for (let cursor = after; ; ) {
    const page = await read({ first: pageSize, after: cursor });
    yield page;
    if (!page.hasNext) return;
    cursor = page.cursors.at(-1) ?? null;
  }
}
