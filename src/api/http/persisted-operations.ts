import { createHash } from 'node:crypto';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/** Texts of operations by id: the SHA-256 of the text in hexadecimal. */
export type PersistedOperations = ReadonlyMap<string, string>;

export function operationId(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A request may send an operation's id in place of its text: as `extensions.persistedQuery.sha256Hash` (Apollo clients) or `documentId`.
 * With `persistedOnly`, other operations are rejected. The code for an unknown id is Apollo's: it lets a client retry with the text.
 */
export function usePersistedOperations(operations: PersistedOperations, persistedOnly: boolean): Plugin {
  return {
    onParams: ({ params, request, setParams }) => {
      // Yoga rejects malformed parameters after this plug-in.
      if (typeof params !== 'object' || params === null) return;
      const id = requestedOperationId(params, request);
      if (id === null) {
        if (!persistedOnly) return;
        throw requestError(
          'PERSISTED_QUERY_ONLY',
          'this service runs only persisted operations; expected an id as extensions.persistedQuery.sha256Hash or documentId',
          { http: { status: 403 } },
        );
      }
      const { documentId: _, ...rest } = params as GraphQLParams & { documentId?: unknown };
      if (typeof params.query === 'string' && operationId(params.query) !== id)
        throw requestError('BAD_INPUT', 'the id does not match the query; expected the SHA-256 of its text', {
          http: { status: 400 },
        });
      const query = operations.get(id) ?? (persistedOnly ? undefined : params.query);
      if (query == null)
        throw requestError(
          'PERSISTED_QUERY_NOT_FOUND',
          `no persisted operation has this id${persistedOnly ? '' : '; expected a known id, or the id with the query text'}`,
          { http: { status: 404 } },
        );
      setParams({ ...rest, query });
    },
  };
}

function requestedOperationId(params: GraphQLParams, request: Request): string | null {
  const { documentId } = params as { documentId?: unknown };
  const persistedQuery = params.extensions?.persistedQuery as { sha256Hash?: unknown } | null | undefined;
  const id = persistedQuery?.sha256Hash ?? documentId ?? documentIdFromUrl(request);
  return typeof id === 'string' ? id.toLowerCase().replace(/^sha256:/, '') : null;
}

function documentIdFromUrl({ method, url }: Request): string | null {
  return method === 'GET' ? new URL(url, 'http://localhost').searchParams.get('documentId') : null;
}
