import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { AscribeError } from '../../domain/errors.js';
import { requestError } from '../execution/errors.js';

/**
 * Answers 400 BAD_INPUT if the query and variables cannot be parsed: a body or a `variables` parameter that is empty, cut off or not JSON.
 * Must come after the plug-ins that read the body.
 */
export function useRejectMalformedParameters(): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          const isGraphql = error instanceof GraphQLError;
          // Errors of the other plug-ins, such as BODY_TOO_LARGE, have their own code.
          if (error instanceof AscribeError || (isGraphql && error.extensions.code !== 'BAD_REQUEST'))
            throw error;
          const why = isGraphql ? error.message : 'query and variables cannot be parsed';
          throw requestError('BAD_INPUT', `${why.replace(/\.$/, '')}; expected JSON`, {
            http: { status: 400 },
          });
        }
      });
    },
  };
}
