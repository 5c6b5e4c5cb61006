import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import type { Store } from '../../store/store.js';
import { type ChangeFeed, notifyOnWrite } from '../change-feed.js';
import { createReadState, type RequestContext } from '../execution/context.js';
import { maskError } from '../execution/errors.js';
import { limitAdmission } from '../limits/admission.js';
import { limitAliases } from '../limits/aliases.js';
import { limitBody } from '../limits/body.js';
import { limitDepth } from '../limits/depth.js';
import { limitExecution } from '../limits/limit-execution.js';
import type { RequestLimits } from '../limits/request-limits.js';
import { limitTokens } from '../limits/tokens.js';
import { identifyCaller, requireAnyKey, requireKey } from './auth.js';
import { corsPlugin } from './cors.js';
import { disableIntrospection } from './disable-introspection.js';
import { createDocumentCache } from './document-cache.js';
import { conditionalGet } from './etag.js';
import { type PersistedOperations, usePersistedOperations } from './persisted-operations.js';
import { recordOperation } from './record-operation.js';
import { rejectMalformedParameters } from './request-parameters.js';
import { requireJson } from './require-json.js';

interface AccessOptions {
  /** Whether queries need an API key too. */
  readonly requireKey: boolean;
  readonly introspection: boolean;
  /** Origins whose web pages may call the service. */
  readonly corsOrigins: readonly string[];
  /** Whether only persisted operations may run. */
  readonly onlyPersisted: boolean;
}

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly apiKeys: ApiKeyProvider;
  readonly access: AccessOptions;
  readonly persistedOperations: PersistedOperations;
  readonly limits: RequestLimits;
  /** Of the store; its owner closes it. */
  readonly feed: ChangeFeed;
  /** Where faults of ascribe itself go; answers hold nothing of them. */
  readonly logError: (fault: unknown) => void;
}

/** GraphQL over HTTP at /graphql. */
export function createGraphqlHandler(options: GraphqlOptions) {
  const { schema, store, apiKeys, access, persistedOperations, limits, feed, logError } = options;
  const logOnce = logEachOnce(logError);
  const writable = notifyOnWrite(store, feed);
  return createYoga<{ readonly req?: IncomingMessage }, RequestContext>({
    schema,
    context: ({ request, req }): RequestContext => ({
      ...createReadState(store),
      budget: null,
      beginEvent: () => {},
      disconnectSignal: request.signal,
      caller: () => identifyCaller(request.headers, req?.socket, apiKeys),
      writable,
      feed,
      requireKey: (needed) => requireKey(request.headers, apiKeys, needed),
      requireReader: () => {
        if (access.requireKey) requireKey(request.headers, apiKeys, 'read');
      },
    }),
    plugins: [
      limitAdmission(limits, (request, socket) => identifyCaller(request.headers, socket, apiKeys)),
      access.requireKey && requireAnyKey(apiKeys),
      requireJson(),
      !access.introspection && disableIntrospection(),
      limitTokens(limits.tokens),
      limitAliases(limits.aliases),
      limitDepth(limits.depth),
      limitBody(apiKeys, limits),
      limitExecution(limits),
      rejectMalformedParameters(),
      usePersistedOperations(persistedOperations, access.onlyPersisted),
      recordOperation(),
      conditionalGet(),
      access.corsOrigins.length > 0 && corsPlugin(access.corsOrigins),
    ],
    maskedErrors: { maskError: (error) => maskError(error, logOnce), isDev: false },
    parserAndValidationCache: createDocumentCache(),
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
function logEachOnce(log: (fault: unknown) => void): (fault: unknown) => void {
  const logged = new WeakSet<object>();
  return (fault) => {
    if (typeof fault === 'object' && fault !== null) {
      if (logged.has(fault)) return;
      logged.add(fault);
    }
    log(fault);
  };
}
