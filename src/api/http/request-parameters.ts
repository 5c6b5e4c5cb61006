import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { AscribeError } from '../../domain/errors.js';
import { requestError } from '../execution/errors.js';

/**
 * A request whose query and variables cannot be read is answered with 400, whatever answer it accepts, and is no fault of ascribe: a body
 * that is empty, no JSON or cut off, variables in an address that are no JSON. Stands after the plugins that read the body.
 */
export function rejectMalformedParameters(): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          const refused = error instanceof GraphQLError;
          // What ascribe itself refuses, such as a body that is too large, has its own code.
          if (error instanceof AscribeError || (refused && error.extensions.code !== 'BAD_REQUEST'))
            throw error;
          const why = refused ? error.message : 'query and variables cannot be read';
          throw requestError('BAD_INPUT', `${why.replace(/\.$/, '')}; expected JSON`, {
            http: { status: 400 },
          });
        }
      });
    },
  };
}
