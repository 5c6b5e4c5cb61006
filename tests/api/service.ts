import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChangeFeed, createChangeFeed, type FeedLimits } from '#ascribe/api/change-feed.js';
import { createExplorer } from '#ascribe/api/http/explorer.js';
import { createExportHandler } from '#ascribe/api/http/export.js';
import { createGraphiql } from '#ascribe/api/http/graphiql.js';
import { hostAllowlist } from '#ascribe/api/http/host-check.js';
import { createRouter } from '#ascribe/api/http/router.js';
import { createGraphqlHandler } from '#ascribe/api/http/yoga.js';
import { type Admission, createAdmission } from '#ascribe/api/limits/admission.js';
import type { RequestLimits } from '#ascribe/api/limits/request-limits.js';
import { buildSchema, readExamples } from '#ascribe/api/schema.js';
import { readConfig } from '#ascribe/config/config.js';
import { fromOntology } from '#ascribe/domain/ontology.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { ApiKeyProvider } from '#ascribe/keys/key-provider.js';
import { parseApiKeys } from '#ascribe/keys/parse-api-keys.js';
import { callLabel } from '#ascribe/observability/instrumented-store.js';
import { createLogger } from '#ascribe/observability/log.js';
import type { Store } from '#ascribe/store/store.js';
import { openEmptyStore } from '../sqlite/empty-store.js';

export interface GraphqlResponse {
  // biome-ignore lint/suspicious/noExplicitAny: responses have the shape of each query
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
  }[];
}

export interface Service {
  readonly url: string;
  readonly store: Store;
  /** Errors that went to the log. */
  readonly loggedErrors: unknown[];
  /** Sends a query over HTTP; returns the whole response, errors included. */
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphqlResponse>;
  /** Sends a query; fails if the response has errors. */
  data(query: string, variables?: object): Promise<GraphqlResponse['data']>;
  readonly feed: ChangeFeed;
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly keys?: string;
  /** Reading needs a key too. */
  readonly requireKey?: boolean;
  readonly load?: readonly string[];
  /** Opens the store. Default: an empty one on SQLite. */
  readonly open?: () => Promise<Store>;
  /** Limits of subscriptions. */
  readonly feed?: FeedLimits;
  /** Wraps the store of the service. */
  readonly wrap?: (store: Store) => Store;
  readonly limits?: RequestLimits;
  /** Exports at a time. */
  readonly maxExports?: number;
}

const DEFAULT_LIMITS = readConfig({}, {}).limits;
export const DEFAULT_REQUEST_LIMITS: RequestLimits = DEFAULT_LIMITS;
const DEFAULT_FEED_LIMITS: FeedLimits = { maxSubscribers: DEFAULT_LIMITS.maxSubscriptions };

/** The schema of the service. Building it takes longer than most queries, so all tests share one; those that change it build their own. */
export const builtSchema = fromOntology(buildSchema);

function providerOf(keys: string) {
  const environmentKeys = parseApiKeys(keys);
  return { current: () => environmentKeys, requireReadable: () => {} };
}

/** The GraphQL handler on a store. */
export function createTestGraphql(
  store: Store,
  {
    keys = '',
    apiKeys = providerOf(keys),
    requireKey = false,
    limits,
    admission = createAdmission(limits),
    feed = createChangeFeed(store, DEFAULT_FEED_LIMITS),
    log,
  }: {
    keys?: string;
    apiKeys?: ApiKeyProvider;
    requireKey?: boolean;
    limits: RequestLimits;
    admission?: Admission;
    feed?: ChangeFeed;
    log: (error: unknown) => void;
  },
) {
  const access = readConfig({ requireKey }, {});
  return createGraphqlHandler({
    schema: builtSchema(),
    store,
    apiKeys,
    access,
    persistedOperations: new Map(),
    limits,
    admission,
    feed,
    logError: log,
  });
}

/** A real server on a free port. */
export async function startService({
  keys = '',
  requireKey = false,
  load = [],
  open = openEmptyStore,
  feed: feedLimits = DEFAULT_FEED_LIMITS,
  wrap = (store) => store,
  // A busy machine may take minutes for what an idle one does in a second.
  limits = { ...DEFAULT_REQUEST_LIMITS, requestsPerMinute: 0, timeoutMs: 600_000 },
  maxExports = DEFAULT_LIMITS.maxExports,
}: ServiceOptions = {}) {
  const store = await open();
  if (load.length > 0) await importPaths(store, load);
  const loggedErrors: unknown[] = [];
  const logError = (error: unknown) => loggedErrors.push(error);
  const feed = createChangeFeed(wrap(store), feedLimits);
  const admission = createAdmission(limits);
  const graphql = createTestGraphql(wrap(store), {
    keys,
    requireKey,
    limits,
    admission,
    feed,
    log: logError,
  });
  const exports = createExportHandler({
    store: wrap(store),
    apiKeys: providerOf(keys),
    access: readConfig({ requireKey }, {}),
    admission,
    maxExports,
    logError,
  });
  const graphiql = createGraphiql(readExamples());
  const server = createServer(
    createRouter({
      graphql,
      graphiql,
      exports,
      explorer: createExplorer(),
      isAllowedHost: hostAllowlist('127.0.0.1', []),
      checkReady: () => store.ping(),
      renderMetrics: null,
      onRequestStart: () => () => {},
      logError,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask: Service['ask'] = async (query, variables = {}, headers = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlResponse;
  };
  const service: Service = {
    url,
    store,
    loggedErrors,
    ask,
    data: async (query, variables) => {
      const { data, errors } = await ask(query, variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    feed,
    close: async () => {
      feed.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
  return service;
}

/** For queries that select everything. */
export const UNLIMITED: RequestLimits = {
  ...DEFAULT_REQUEST_LIMITS,
  tokens: 100_000,
  aliases: 10_000,
  cost: Number.POSITIVE_INFINITY,
  records: Number.POSITIVE_INFINITY,
  responseSize: Number.POSITIVE_INFINITY,
  requestsPerMinute: 0,
};

/** The seeds that ship with ascribe. */
export const SEEDS = [new URL('../../seeds', import.meta.url).pathname];
/** Articles about invented states, which together show every status. */
export const FICTIONAL = [new URL('../../examples/fictional', import.meta.url).pathname];

/** The same store; runs `intercept` around each call of it and of its views. */
export function interceptCalls<T extends object>(
  store: T,
  intercept: (name: string, call: () => unknown) => unknown,
): T {
  return new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'asOf' || name === 'withSignal')
        return (view: unknown) => interceptCalls(member.call(target, view), intercept);
      return async (...args: unknown[]) =>
        intercept(callLabel(String(name), args), () => member.apply(target, args));
    },
  });
}

/** A read that never ends unless it is cancelled. */
export const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** For services whose log no test reads. */
export const SILENT_LOG = createLogger('silent');

/** Runs `intercept` around each read of later queries; resolves at the first read. */
export function interceptReads(store: Store, intercept: (call: () => unknown) => unknown): Promise<void> {
  const { withSignal } = store;
  return new Promise((resolve) => {
    store.withSignal = (signal) =>
      interceptCalls(withSignal(signal), (_, call) => {
        resolve();
        return intercept(call);
      });
  });
}
