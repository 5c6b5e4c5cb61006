import { createHash } from 'node:crypto';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { refusal } from '../execution/errors.js';

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
export function persistedOperations(operations: PersistedOperations, only: boolean): Plugin {
  return {
    onParams: ({ params, request, setParams }) => {
      // What is no set of parameters is refused by the next who looks.
      if (typeof params !== 'object' || params === null) return;
      const id = idIn(params, request);
      if (id === null) {
        if (!only) return;
        throw refusal(
          'PERSISTED_QUERY_ONLY',
          'only persisted operations are run here; expected the id of one as extensions.persistedQuery.sha256Hash or documentId',
          { http: { status: 403 } },
        );
      }
      const { documentId: _, ...rest } = params as GraphQLParams & { documentId?: unknown };
      if (typeof params.query === 'string' && operationId(params.query) !== id)
        throw refusal('BAD_INPUT', 'the id is not that of the query; expected the SHA-256 of its text', {
          http: { status: 400 },
        });
      const query = operations.get(id) ?? (only ? undefined : params.query);
      if (query == null)
        throw refusal(
          'PERSISTED_QUERY_NOT_FOUND',
          `no persisted operation has this id${only ? '' : '; expected a known one, or its text along with it'}`,
          { http: { status: 404 } },
        );
      setParams({ ...rest, query });
    },
  };
}

function idIn(params: GraphQLParams, request: Request): string | null {
  const { documentId } = params as { documentId?: unknown };
  const asked = params.extensions?.persistedQuery as { sha256Hash?: unknown } | null | undefined;
  const id = asked?.sha256Hash ?? documentId ?? inAddress(request);
  return typeof id === 'string' ? id.toLowerCase().replace(/^sha256:/, '') : null;
}

function inAddress({ method, url }: Request): string | null {
  return method === 'GET' ? new URL(url, 'http://localhost').searchParams.get('documentId') : null;
}
