import type { DocumentNode } from 'graphql';

/** Characters of the queries whose parsed form is kept, in all and of one: it takes some 200 times as many bytes, and more for a short one. */
const KEPT = 200_000;
const KEPT_EACH = 20_000;
const AT_LEAST = 500;

/**
 * Parsed queries, those asked last, so that a dashboard's are read once. Bounded by their length, and without those that are no GraphQL:
 * a thousand distinct queries of 1 MB must not fill the memory.
 */
export function parsedQueries() {
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
        if (query.length > KEPT_EACH || documents.has(query)) return;
        documents.set(query, document);
        kept += weightOf(query);
        for (const oldest of documents.keys()) {
          if (kept <= KEPT) break;
          documents.delete(oldest);
          kept -= weightOf(oldest);
        }
      },
    },
    errorCache: { get: () => undefined, set: () => {} },
  };
}

const weightOf = ({ length }: string): number => Math.max(length, AT_LEAST);
