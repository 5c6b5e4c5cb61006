import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { ApiKey } from '../config.js';
import type { Store } from '../store/store.js';
import { requireKey } from './auth.js';
import { type ChangeFeed, waking } from './change-feed.js';
import type { Context } from './context.js';
import { coded } from './errors.js';
import { limitBody, limitDepth, limitTokens } from './limits.js';
import { createLoaders } from './loaders.js';
import { createMoments } from './moments.js';

export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly apiKeys: readonly ApiKey[];
  /** Of the store; its owner closes it. */
  readonly feed: ChangeFeed;
  /** Where faults of ascribe itself go; answers hold nothing of them. */
  readonly log: (fault: unknown) => void;
}

/** GraphQL over HTTP at /graphql. */
export function createGraphql({ schema, store, apiKeys, feed, log }: GraphqlParts) {
  const logOnce = once(log);
  const writable = waking(store, feed);
  return createYoga<object, Context>({
    schema,
    context: ({ request }): Context => ({
      store,
      writable,
      feed,
      loaders: createLoaders(store),
      moments: createMoments((moment) => store.asOf(moment)),
      requireKey: () => requireKey(request.headers, apiKeys),
    }),
    plugins: [limitTokens(), limitDepth(), limitBody(apiKeys)],
    maskedErrors: { maskError: (error) => coded(error, logOnce), isDev: false },
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
