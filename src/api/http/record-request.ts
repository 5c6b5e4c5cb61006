import { type DocumentNode, type GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { FindKey } from './auth.js';
import type { ServerContext } from './server-context.js';

/** Adds the key, the operation, and the codes of the errors in the response, to the request's record. */
export function useRequestRecord(findKey: FindKey): Plugin<object, ServerContext> {
  return {
    onRequest: ({ request, serverContext: { record } }) => {
      if (record !== undefined) record.key = findKey(request)?.name ?? null;
    },
    onParse: () => {
      return ({ result, context }) => {
        const { record, params } = context as ServerContext & {
          params?: { operationName?: string | null };
        };
        if (record === undefined || result == null || result instanceof Error) return;
        const operation = getOperationAST(result as DocumentNode, params?.operationName);
        record.kind = operation?.operation ?? null;
        record.operation = operation?.name?.value.slice(0, 80) ?? null;
      };
    },
    onResultProcess: ({ result, serverContext: { record } }) => {
      if (record === undefined || !('errors' in result)) return;
      for (const { extensions } of result.errors as readonly GraphQLError[]) {
        if (typeof extensions?.code === 'string') record.codes.add(extensions.code);
        // Errors of resolvers have it already.
        if (extensions?.code === 'INTERNAL') extensions.requestId ??= record.id;
      }
    },
  };
}
