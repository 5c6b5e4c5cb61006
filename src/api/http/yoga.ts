import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { AccessConfig } from '../../config/access.js';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import type { Store } from '../../store/store.js';
import { type ChangeFeed, waking } from '../change-feed.js';
import { type Context, readingBy } from '../execution/context.js';
import { coded } from '../execution/errors.js';
import { limitAdmission } from '../limits/admission.js';
import { limitAliases } from '../limits/aliases.js';
import { limitBody } from '../limits/body.js';
import { boundWork } from '../limits/bound-work.js';
import { limitDepth } from '../limits/depth.js';
import type { Limits } from '../limits/limits.js';
import { limitTokens } from '../limits/tokens.js';
import { callerOf, demandKey, requireKey } from './auth.js';
import { allowOrigins } from './cors.js';
import { hideSchema } from './disable-introspection.js';
import { parsedQueries } from './document-cache.js';
import { conditionalGet } from './etag.js';
import { type PersistedOperations, persistedOperations } from './persisted-operations.js';
import { recordOperation } from './record-operation.js';
import { readableParameters } from './request-parameters.js';
import { jsonOnly } from './require-json.js';

export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly apiKeys: ApiKeyProvider;
  readonly access: Pick<AccessConfig, 'requireKey' | 'introspection' | 'corsOrigins' | 'onlyPersisted'>;
  readonly operations: PersistedOperations;
  readonly limits: Limits;
  /** Of the store; its owner closes it. */
  readonly feed: ChangeFeed;
  /** Where faults of ascribe itself go; answers hold nothing of them. */
  readonly log: (fault: unknown) => void;
}

/** GraphQL over HTTP at /graphql. */
export function createGraphql(parts: GraphqlParts) {
  const { schema, store, apiKeys, access, operations, limits, feed, log } = parts;
  const logOnce = once(log);
  const writable = waking(store, feed);
  return createYoga<{ readonly req?: IncomingMessage }, Context>({
    schema,
    context: ({ request, req }): Context => ({
      ...readingBy(store),
      work: null,
      beginEvent: () => {},
      gone: request.signal,
      caller: () => callerOf(request.headers, req?.socket, apiKeys),
      writable,
      feed,
      requireKey: (needed) => requireKey(request.headers, apiKeys, needed),
      requireReader: () => {
        if (access.requireKey) requireKey(request.headers, apiKeys, 'read');
      },
    }),
    plugins: [
      limitAdmission(limits, (request, socket) => callerOf(request.headers, socket, apiKeys)),
      access.requireKey && demandKey(apiKeys),
      jsonOnly(),
      !access.introspection && hideSchema(),
      limitTokens(limits.tokens),
      limitAliases(limits.aliases),
      limitDepth(limits.depth),
      limitBody(apiKeys, limits),
      boundWork(limits),
      readableParameters(),
      persistedOperations(operations, access.onlyPersisted),
      recordOperation(),
      conditionalGet(),
      access.corsOrigins.length > 0 && allowOrigins(access.corsOrigins),
    ],
    maskedErrors: { maskError: (error) => coded(error, logOnce), isDev: false },
    parserAndValidationCache: parsedQueries(),
    // Pages of other origins have no business here, but for those of `allowOrigins`.
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
