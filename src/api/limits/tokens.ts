import { GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/** Stops parsing a query after this many tokens: names, punctuators and values. */
export function useTokenLimit(maxTokens: number): Plugin {
  return {
    onParse: ({ setParseFn }) => {
      setParseFn((source, options) => {
        try {
          return parse(source, { ...options, maxTokens });
        } catch (error) {
          // graphql's error has no code.
          if (error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message))
            throw requestError(
              'QUERY_TOO_LONG',
              `the query has too many tokens; expected at most ${maxTokens}`,
            );
          throw error;
        }
      });
    },
  };
}
