import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { ApiKey } from '../config.js';
import type { Store } from '../store/store.js';
import { callerOf, requireKey } from './auth.js';
import { conditionalGet } from './conditional-get.js';
import { type Context, readingBy } from './context.js';
import { coded } from './errors.js';
import { limitAdmission } from './limits/admission.js';
import { limitAliases } from './limits/aliases.js';
import { limitBody } from './limits/body.js';
import { limitDepth } from './limits/depth.js';
import { DEFAULT_LIMITS, type Limits } from './limits/limits.js';
import { limitTokens } from './limits/tokens.js';
import { limitWork } from './limits/work.js';
import { parsedQueries } from './parsed-queries.js';
import { recordOperation } from './record-operation.js';
import { readableParameters } from './request-parameters.js';

export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly apiKeys: readonly ApiKey[];
  readonly limits?: Limits;
  /** Where faults of ascribe itself go; answers hold nothing of them. */
  readonly log: (fault: unknown) => void;
}

/** GraphQL over HTTP at /graphql. */
export function createGraphql({ schema, store, apiKeys, log, limits = DEFAULT_LIMITS }: GraphqlParts) {
  const logOnce = once(log);
  return createYoga<object, Context>({
    schema,
    context: ({ request }): Context => ({
      ...readingBy(store),
      writable: store,
      requireKey: () => requireKey(request.headers, apiKeys),
    }),
    plugins: [
      limitAdmission(limits, (request, socket) => callerOf(request.headers, socket, apiKeys)),
      limitTokens(limits.tokens),
      limitAliases(limits.aliases),
      limitDepth(limits.depth),
      limitBody(apiKeys, limits),
      limitWork(limits),
      readableParameters(),
      recordOperation(),
      conditionalGet(),
    ],
    maskedErrors: { maskError: (error) => coded(error, logOnce), isDev: false },
    parserAndValidationCache: parsedQueries(),
    // Pages of other origins have no business with a service on somebody's own machine.
    cors: false,
    multipart: false,
    batching: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    // The body is bounded by who sends it.
    maxRequestBodySize: false,
  });
}

/** A fault that many fields of one answer run into is one fault. */
function once(log: (fault: unknown) => void): (fault: unknown) => void {
  const logged = new WeakSet<object>();
  return (fault) => {
    if (typeof fault === 'object' && fault !== null) {
      if (logged.has(fault)) return;
      logged.add(fault);
    }
    log(fault);
  };
}
