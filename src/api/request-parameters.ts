import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { refusal } from './errors.js';

/**
 * A request whose query and variables cannot be read is answered with 400, whatever answer it accepts, and is no fault of ascribe: a body
 * that is empty, no JSON or cut off, variables in an address that are no JSON. Stands after the plugins that read the body.
 */
export function readableParameters(): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          if (error instanceof GraphQLError && error.extensions.code === 'BODY_TOO_LARGE') throw error;
          const why = error instanceof GraphQLError ? error.message : 'query and variables cannot be read';
          throw refusal('BAD_INPUT', `${why.replace(/\.$/, '')}; expected JSON`, { http: { status: 400 } });
        }
      });
    },
  };
}
