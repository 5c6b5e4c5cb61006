import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { type ChangeFeed, createChangeFeed } from './api/change-feed.js';
import { createExplorer } from './api/http/explorer.js';
import { createExportHandler } from './api/http/export.js';
import { createGraphiql } from './api/http/graphiql.js';
import { hostAllowlist } from './api/http/host-check.js';
import { createHttpServer } from './api/http/http-server.js';
import { loadPersistedOperations } from './api/http/load-persisted-operations.js';
import { createRouter } from './api/http/router.js';
import { createGraphqlHandler } from './api/http/yoga.js';
import { createAdmission } from './api/limits/admission.js';
import { buildSchema, readExamples } from './api/schema.js';
import type { Config } from './config/config.js';
import { formatDiagnostic } from './documents/diagnostic.js';
import { requireReadableInputs } from './documents/input-files.js';
import { AscribeError } from './domain/errors.js';
import { isFuture } from './domain/timestamp.js';
import { importPaths } from './ingest/run/import-run.js';
import { type ApiKeyProvider, createKeyProvider } from './keys/key-provider.js';
import { parseApiKeys } from './keys/parse-api-keys.js';
import { instrumentStore } from './observability/instrumented-store.js';
import { logInternalError, logRequest } from './observability/log.js';
import { createMetrics } from './observability/metrics.js';
import type { RequestRecord } from './observability/request-record.js';
import { openStore } from './store/open.js';
import type { Store } from './store/store.js';

/** A running service. */
export interface App {
  /** URL of the GraphQL endpoint, such as http://127.0.0.1:4000/graphql. */
  readonly url: string;
  readonly store: Store;
  /** Takes no new requests, waits at most this many milliseconds for running ones, and closes the store. */
  close(gracePeriodMs?: number): Promise<void>;
}

/** `print` writes lines for people, `log` lines for machines. */
interface AppOutput {
  readonly print: (line: string) => void;
  readonly log: Logger;
}

const SHUTDOWN_GRACE_PERIOD_MS = 10_000;

/** Readiness of the service before its store is asked. */
type Phase = 'loading' | 'serving' | 'stopping';

/**
 * Wires the parts together. Resolves once the articles of `load` are imported, or the signal has stopped their import. Throws UNREADABLE if a
 * path of `load` cannot be read.
 */
export async function startApp(config: Config, output: AppOutput, signal?: AbortSignal): Promise<App> {
  requireReadableInputs(config.load);
  const onDamage = (error: AscribeError) => output.log.error({ code: error.code }, error.message);
  const opened = await openStore(config.store, { ...config, onDamage });
  const metrics = createMetrics(opened.label.split(' ', 1)[0] as string);
  const store = instrumentStore(opened, metrics);
  let server: Server | undefined;
  try {
    let phase: Phase = 'loading';
    const feed = createChangeFeed(store, { maxSubscribers: config.limits.maxSubscriptions });
    const apiKeys = createKeyProvider(parseApiKeys(config.apiKeys), config.keysFile, output.log);
    const checkReady = async () => {
      requireServing(phase);
      apiKeys.requireReadable();
      await store.ping();
    };
    const running = createHttpServer(
      createAppRouter(config, { store, feed, apiKeys, metrics, log: output.log, checkReady }),
    );
    server = running;
    const url = await listen(running, config);
    await warnIfAhead(store, output.log);
    if (config.load.length > 0) await importOnStart(store, config.load, output.print, signal);
    phase = 'serving';
    return {
      url,
      store,
      close: (gracePeriodMs = SHUTDOWN_GRACE_PERIOD_MS) => {
        phase = 'stopping';
        return shutDown(running, feed, store, gracePeriodMs);
      },
    };
  } catch (error) {
    server?.closeAllConnections();
    server?.close();
    await store.close();
    throw error;
  }
}

/** A write while the clock was wrong leaves a store whose record goes beyond now. */
async function warnIfAhead(store: Store, log: Logger): Promise<void> {
  const { lastWriteAt } = await store.writePosition();
  if (isFuture(lastWriteAt))
    log.warn(
      { lastWriteAt },
      'the last write is later than the clock: the clock is wrong, or was; until then, asOf a time by the clock omits what was written later',
    );
}

function requireServing(phase: Phase): void {
  if (phase === 'stopping') throw new AscribeError('STORE_UNAVAILABLE', 'the service is stopping');
  if (phase === 'loading') throw new AscribeError('STORE_UNAVAILABLE', 'articles are being imported');
}

interface RouterParts {
  readonly store: Store;
  readonly feed: ChangeFeed;
  readonly apiKeys: ApiKeyProvider;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly log: Logger;
  /** Throws if the service cannot serve requests now. */
  readonly checkReady: () => Promise<void>;
}

function createAppRouter(config: Config, { store, feed, apiKeys, metrics, log, checkReady }: RouterParts) {
  const schema = buildSchema();
  const logError = (error: unknown) => logInternalError(log, error);
  const { persistedOperations, limits } = config;
  const admission = createAdmission(limits);
  return createRouter({
    graphql: createGraphqlHandler({
      schema,
      store,
      apiKeys,
      access: config,
      persistedOperations:
        persistedOperations === undefined ? new Map() : loadPersistedOperations(persistedOperations, schema),
      limits,
      admission,
      feed,
      logError,
    }),
    // An export is a query that no operator has approved.
    exports:
      limits.maxExports === 0 || config.onlyPersisted
        ? null
        : createExportHandler({
            store,
            apiKeys,
            access: config,
            admission,
            maxExports: limits.maxExports,
            logError,
          }),
    explorer: config.explorer ? createExplorer() : null,
    graphiql: config.graphiql ? createGraphiql(readExamples()) : null,
    isAllowedHost: hostAllowlist(config.host, config.allowedHosts),
    checkReady,
    renderMetrics: config.metrics ? metrics.render : null,
    onRequestStart: (record: RequestRecord) => {
      const onRequestEnd = metrics.onRequestStart(record);
      return (status: number | null) => {
        onRequestEnd(status);
        logRequest(log, record, status);
      };
    },
    logError,
  });
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/graphql`;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): AscribeError {
  const reason =
    error.code === 'EADDRINUSE'
      ? 'the port is in use; choose a different one with --port or ASCRIBE_PORT'
      : error.code === 'EACCES'
        ? 'permission denied; choose a port from 1024 up'
        : (error.code ?? error.message);
  return new AscribeError('BAD_CONFIGURATION', `cannot listen on ${host}, port ${port}: ${reason}`, {
    cause: error,
  });
}

/** Imports articles before the service is ready. Articles with problems are reported and skipped. */
async function importOnStart(
  store: Store,
  paths: readonly string[],
  print: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { articles, distinctClaims, problems, problemCount, stopped } = await importPaths(store, paths, {
    ...(signal !== undefined && { signal }),
  });
  if (stopped !== null) throw stopped;
  for (const problem of problems) print(formatDiagnostic(problem));
  const { created, replaced, unchanged, failed } = articles;
  const parts = [`${created} created`, `${replaced} replaced`, `${unchanged} unchanged`];
  const failures = failed > 0 || problemCount > 0 ? [`${failed} failed (${problemCount} problems)`] : [];
  print(`loaded ${paths.join(', ')}: ${[...parts, ...failures].join(', ')}; ${distinctClaims} claims`);
}

async function shutDown(
  server: Server,
  feed: ChangeFeed,
  store: Store,
  gracePeriodMs: number,
): Promise<void> {
  // Subscriptions have no end of their own.
  feed.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Keep-alive connections would hold the server open.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), gracePeriodMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
  await store.close();
}
