import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import type { Store } from '../../store/store.js';
import { type ChangeFeed, notifyOnWrite } from '../change-feed.js';
import { createReadState, type RequestContext } from '../execution/context.js';
import { maskError } from '../execution/errors.js';
import { createWriteClock } from '../execution/write-clock.js';
import type { Admission } from '../limits/admission.js';
import { useAliasLimit } from '../limits/aliases.js';
import { useBodyLimit } from '../limits/body.js';
import { useDepthLimit } from '../limits/depth.js';
import { useExecutionLimits } from '../limits/limit-execution.js';
import { useAdmission } from '../limits/rate-and-concurrency.js';
import type { RequestLimits } from '../limits/request-limits.js';
import { useTokenLimit } from '../limits/tokens.js';
import { createKeyFinder, identifyCaller, requireKey, useRequiredKey } from './auth.js';
import { useCors } from './cors.js';
import { useDisableIntrospection } from './disable-introspection.js';
import { createDocumentCache } from './document-cache.js';
import { useEtag } from './etag.js';
import { type PersistedOperations, usePersistedOperations } from './persisted-operations.js';
import { useRequestRecord } from './record-request.js';
import { useRejectMalformedParameters } from './request-parameters.js';
import { useRequireJson } from './require-json.js';
import type { ServerContext } from './server-context.js';

interface AccessOptions {
  /** Whether queries need an API key too. */
  readonly requireKey: boolean;
  readonly introspection: boolean;
  /** Origins whose web pages may call the service. */
  readonly corsOrigins: readonly string[];
  /** Whether only persisted operations may run. */
  readonly onlyPersisted: boolean;
}

interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly apiKeys: ApiKeyProvider;
  readonly access: AccessOptions;
  readonly persistedOperations: PersistedOperations;
  readonly limits: RequestLimits;
  /** Shared with the other paths that read the store. */
  readonly admission: Admission;
  /** Feed of this store; whoever created it closes it. */
  readonly feed: ChangeFeed;
  /** Receives internal errors, whose details responses do not contain. */
  readonly logError: (error: unknown) => void;
}

/** GraphQL over HTTP at /graphql. */
export function createGraphqlHandler(options: GraphqlOptions) {
  const { schema, store, apiKeys, access, persistedOperations, limits, admission, feed, logError } = options;
  const logOnce = logEachOnce(logError);
  const writable = notifyOnWrite(store, feed);
  const writeClock = createWriteClock(store);
  const findKey = createKeyFinder(apiKeys);
  return createYoga<ServerContext, RequestContext>({
    schema,
    context: ({ request, req, record }): RequestContext => ({
      requestId: record?.id,
      recordProblem: (code) => record?.codes.add(code),
      ...createReadState(store, store, writeClock),
      budget: null,
      beginEvent: () => {},
      disconnectSignal: request.signal,
      caller: () => identifyCaller(findKey(request), req?.socket),
      writable,
      writeClock,
      feed,
      requireKey: (role) => requireKey(request.headers, apiKeys, role),
      requireReader: () => {
        if (access.requireKey) requireKey(request.headers, apiKeys, 'read');
      },
    }),
    // The order matters: cheap checks first, then those that read the body; useCors extends the headers of the others.
    plugins: [
      useRequestRecord(findKey),
      useAdmission(admission, (request, socket) => identifyCaller(findKey(request), socket)),
      access.requireKey && useRequiredKey(findKey, apiKeys),
      useRequireJson(),
      !access.introspection && useDisableIntrospection(),
      useTokenLimit(limits.tokens),
      useAliasLimit(limits.aliases),
      useDepthLimit(limits.depth),
      useBodyLimit(findKey, limits),
      useExecutionLimits(limits),
      useRejectMalformedParameters(),
      usePersistedOperations(persistedOperations, access.onlyPersisted),
      useEtag(),
      access.corsOrigins.length > 0 && useCors(access.corsOrigins),
    ],
    maskedErrors: { maskError: (error) => maskError(error, logOnce), isDev: false },
    parserAndValidationCache: createDocumentCache(),
    // `useCors` does it.
    cors: false,
    multipart: false,
    batching: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    // `useBodyLimit` does it: the limit depends on the API key.
    maxRequestBodySize: false,
  });
}

/** Logs an error once, even if many fields of a response fail with it. */
function logEachOnce(log: (error: unknown) => void): (error: unknown) => void {
  const logged = new WeakSet<object>();
  return (error) => {
    if (typeof error === 'object' && error !== null) {
      if (logged.has(error)) return;
      logged.add(error);
    }
    log(error);
  };
}
