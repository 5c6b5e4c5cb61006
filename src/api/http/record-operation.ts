import { type DocumentNode, type GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { currentRequest } from '../../observability/request-record.js';

/** Adds the operation, and the codes of the errors in the response, to the request's record. */
export function useOperationRecord(): Plugin {
  return {
    onParse: () => {
      return ({ result, context }) => {
        const record = currentRequest();
        if (record === undefined || result == null || result instanceof Error) return;
        const { params } = context as { params?: { operationName?: string | null } };
        const operation = getOperationAST(result as DocumentNode, params?.operationName);
        record.kind = operation?.operation ?? null;
        record.operation = operation?.name?.value.slice(0, 80) ?? null;
      };
    },
    onResultProcess: ({ result }) => {
      const record = currentRequest();
      if (record === undefined || !('errors' in result)) return;
      for (const { extensions } of result.errors as readonly GraphQLError[])
        if (typeof extensions?.code === 'string') record.codes.add(extensions.code);
    },
  };
}
