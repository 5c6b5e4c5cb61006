import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Characters of query text, in total and for one query. A parsed query takes about 200 times as many bytes, and more for a short one. */
const MAX_TOTAL_WEIGHT = 200_000;
const MAX_QUERY_LENGTH = 20_000;
const MIN_WEIGHT = 500;

/**
 * Yoga's cache of parsed queries, so that a dashboard's queries are parsed once. Bounded by length and without errors: a thousand different
 * queries of 1 MB must not fill the memory.
 */
export function createDocumentCache() {
  return {
    documentCache: new LRUCache<string, DocumentNode>({
      maxSize: MAX_TOTAL_WEIGHT,
      maxEntrySize: MAX_QUERY_LENGTH,
      sizeCalculation: (_, query) => Math.max(query.length, MIN_WEIGHT),
    }),
    errorCache: { get: () => undefined, set: () => {} },
  };
}
