import type { DocumentNode } from 'graphql';

/** Characters of the queries whose parsed form is kept, in all and of one: it takes some 200 times as many bytes, and more for a short one. */
const MAX_TOTAL_WEIGHT = 200_000;
const MAX_QUERY_LENGTH = 20_000;
const MIN_WEIGHT = 500;

/**
 * Parsed queries, those asked last, so that a dashboard's are read once. Bounded by their length, and without those that are no GraphQL:
 * a thousand distinct queries of 1 MB must not fill the memory.
 */
export function createDocumentCache() {
  const documents = new Map<string, DocumentNode>();
  let kept = 0;
  return {
    documentCache: {
      get: (query: string): DocumentNode | undefined => {
        const document = documents.get(query);
        if (document !== undefined) {
          documents.delete(query);
          documents.set(query, document);
        }
        return document;
      },
      set: (query: string, document: DocumentNode): void => {
        if (query.length > MAX_QUERY_LENGTH || documents.has(query)) return;
        documents.set(query, document);
        kept += cacheWeight(query);
        for (const oldest of documents.keys()) {
          if (kept <= MAX_TOTAL_WEIGHT) break;
          documents.delete(oldest);
          kept -= cacheWeight(oldest);
        }
      },
    },
    errorCache: { get: () => undefined, set: () => {} },
  };
}

const cacheWeight = ({ length }: string): number => Math.max(length, MIN_WEIGHT);
