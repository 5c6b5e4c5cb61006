import { createHash } from 'node:crypto';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/** Texts of operations by their id, the SHA-256 of the text in hexadecimal. */
export type PersistedOperations = ReadonlyMap<string, string>;

export function operationId(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A request may name an operation in place of sending its text: as Apollo clients do, `extensions.persistedQuery.sha256Hash`, or by a
 * `documentId` beside the variables. Where `only` these may run, no text is taken. Clients know by the code of an unknown id, which is
 * Apollo's, that they may send the text along.
 */
export function usePersistedOperations(operations: PersistedOperations, persistedOnly: boolean): Plugin {
  return {
    onParams: ({ params, request, setParams }) => {
      // What is no set of parameters is refused by the next who looks.
      if (typeof params !== 'object' || params === null) return;
      const id = requestedOperationId(params, request);
      if (id === null) {
        if (!persistedOnly) return;
        throw requestError(
          'PERSISTED_QUERY_ONLY',
          'only persisted operations are run here; expected the id of one as extensions.persistedQuery.sha256Hash or documentId',
          { http: { status: 403 } },
        );
      }
      const { documentId: _, ...rest } = params as GraphQLParams & { documentId?: unknown };
      if (typeof params.query === 'string' && operationId(params.query) !== id)
        throw requestError('BAD_INPUT', 'the id is not that of the query; expected the SHA-256 of its text', {
          http: { status: 400 },
        });
      const query = operations.get(id) ?? (persistedOnly ? undefined : params.query);
      if (query == null)
        throw requestError(
          'PERSISTED_QUERY_NOT_FOUND',
          `no persisted operation has this id${persistedOnly ? '' : '; expected a known one, or its text along with it'}`,
          { http: { status: 404 } },
        );
      setParams({ ...rest, query });
    },
  };
}

function requestedOperationId(params: GraphQLParams, request: Request): string | null {
  const { documentId } = params as { documentId?: unknown };
  const asked = params.extensions?.persistedQuery as { sha256Hash?: unknown } | null | undefined;
  const id = asked?.sha256Hash ?? documentId ?? documentIdFromUrl(request);
  return typeof id === 'string' ? id.toLowerCase().replace(/^sha256:/, '') : null;
}

function documentIdFromUrl({ method, url }: Request): string | null {
  return method === 'GET' ? new URL(url, 'http://localhost').searchParams.get('documentId') : null;
}
