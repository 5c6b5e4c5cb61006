import { GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/** Stops reading a query after so many tokens: names, signs and values. */
export function limitTokens(maxTokens: number): Plugin {
  return {
    onParse: ({ setParseFn }) => {
      setParseFn((source, options) => {
        try {
          return parse(source, { ...options, maxTokens });
        } catch (error) {
          // It has no code of its own.
          if (error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message))
            throw requestError('QUERY_TOO_LONG', `the query has more than ${maxTokens} tokens`);
          throw error;
        }
      });
    },
  };
}
