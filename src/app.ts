import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { type ChangeFeed, createChangeFeed } from './api/change-feed.js';
import { createGraphiql } from './api/http/graphiql.js';
import { hostAllowlist } from './api/http/host-check.js';
import { createHttpServer } from './api/http/http-server.js';
import { loadPersistedOperations } from './api/http/load-persisted-operations.js';
import { createRouter } from './api/http/router.js';
import { createGraphqlHandler } from './api/http/yoga.js';
import { buildSchema, readExamples } from './api/schema.js';
import type { Config } from './config/config.js';
import { formatDiagnostic } from './documents/diagnostic.js';
import { AscribeError } from './domain/errors.js';
import { importPaths } from './ingest/run/import-run.js';
import { createKeyProvider } from './keys/key-provider.js';
import { parseApiKeys } from './keys/parse-api-keys.js';
import { instrumentStore } from './observability/instrumented-store.js';
import { createLogger, logRequest } from './observability/log.js';
import { createMetrics } from './observability/metrics.js';
import type { RequestRecord } from './observability/request-record.js';
import { openStore } from './store/open.js';
import type { Store } from './store/store.js';

/** A service that answers. */
export interface App {
  /** Of its GraphQL, such as http://127.0.0.1:4000/graphql. */
  readonly url: string;
  readonly store: Store;
  /** Takes no more requests, waits for those that run, but no longer than this, and closes the store. */
  close(gracePeriod?: number): Promise<void>;
}

/** Where lines for a person go, and those for a machine. */
export interface AppOutput {
  readonly print: (line: string) => void;
  readonly log: Logger;
}

const SHUTDOWN_GRACE_PERIOD = 10_000;

/** Wires the parts: store, schema, server. Resolves when all of `load` is imported and queries can be asked. */
export async function startApp(config: Config, output: AppOutput): Promise<App> {
  const opened = await openStore(config.store, config);
  const metrics = createMetrics(opened.label.split(' ', 1)[0] as string);
  const store = instrumentStore(opened, metrics);
  const logError = (fault: unknown) => output.log.error({ err: fault }, 'a fault of ascribe');
  let server: Server | undefined;
  try {
    let loading = true;
    let draining = false;
    const schema = buildSchema();
    const feed = createChangeFeed(store, { maxSubscribers: config.limits.maxSubscriptions });
    const graphql = createGraphqlHandler({
      schema,
      store,
      apiKeys: createKeyProvider(parseApiKeys(config.apiKeys), config.keysFile, output.log),
      access: config,
      persistedOperations:
        config.persistedOperations === undefined
          ? new Map()
          : loadPersistedOperations(config.persistedOperations, schema),
      limits: config.limits,
      feed,
      logError,
    });
    const checkReady = async () => {
      if (draining) throw new AscribeError('STORE_UNAVAILABLE', 'the service is stopping');
      if (loading) throw new AscribeError('STORE_UNAVAILABLE', 'articles are being imported');
      await store.ping();
    };
    const graphiql = config.graphiql ? createGraphiql(readExamples()) : null;
    const names = hostAllowlist(config.host, config.allowedHosts);
    const onRequestStart = (record: RequestRecord) => {
      const counted = metrics.onRequestStart(record);
      return (status: number | null) => {
        counted(status);
        logRequest(output.log, record, status);
      };
    };
    const page = config.metrics ? metrics.render : null;
    server = createHttpServer(
      createRouter({
        graphql,
        graphiql,
        isAllowedHost: names,
        checkReady,
        renderMetrics: page,
        onRequestStart,
        logError,
      }),
    );
    const url = await listen(server, config);
    if (config.load.length > 0) await importOnStart(store, config.load, output.print);
    loading = false;
    const running = server;
    return {
      url,
      store,
      close: (patience = SHUTDOWN_GRACE_PERIOD) => {
        draining = true;
        return shutDown(running, feed, store, patience);
      },
    };
  } catch (error) {
    server?.closeAllConnections();
    server?.close();
    await store.close();
    throw error;
  }
}

/** Runs the service until it is told to stop. The exit code is 1 where it cannot start. */
export async function serve(config: Config): Promise<void> {
  const log = createLogger(config.logLevel);
  const voice: AppOutput = { print: (line) => process.stdout.write(`${line}\n`), log };
  const app = await startApp(config, voice);
  // What nobody caught has left the process in a state that nobody knows.
  process.once('uncaughtException', (fault) => {
    log.fatal({ err: fault }, 'ends: a fault that nobody caught');
    process.exit(1);
  });
  // A promise that nobody waits for any more, as of a list of which one item failed, is no such state.
  process.on('unhandledRejection', (fault) => log.error({ err: fault }, 'a promise that nobody waited for'));
  voice.print(`ascribe is ready at ${app.url} (${app.store.label})`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  // Who asks a second time does not want to wait.
  const now = () => process.exit(1);
  process.once('SIGTERM', now);
  process.once('SIGINT', now);
  log.info('stopping: finishes the requests that run');
  await app.close();
  process.exit(0);
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}/graphql`;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): AscribeError {
  const why =
    error.code === 'EADDRINUSE'
      ? 'something else listens there; choose another port with --port or ASCRIBE_PORT'
      : error.code === 'EACCES'
        ? 'this user may not; choose a port from 1024 up'
        : (error.code ?? error.message);
  return new AscribeError('BAD_CONFIGURATION', `cannot listen on ${host}, port ${port}: ${why}`, {
    cause: error,
  });
}

/** Imports before the service says that it is ready; a bad article is told and does not keep the good ones away. */
async function importOnStart(
  store: Store,
  paths: readonly string[],
  print: (line: string) => void,
): Promise<void> {
  const { articles, claims, problems, problemCount, stopped } = await importPaths(store, paths);
  if (stopped !== null) throw stopped;
  for (const problem of problems) print(formatDiagnostic(problem));
  const { created, replaced, unchanged, failed } = articles;
  const parts = [`${created} created`, `${replaced} replaced`, `${unchanged} unchanged`];
  const bad = failed > 0 || problemCount > 0 ? [`${failed} failed (${problemCount} problems)`] : [];
  print(`loaded ${paths.join(', ')}: ${[...parts, ...bad].join(', ')}; ${claims} claims`);
}

async function shutDown(server: Server, feed: ChangeFeed, store: Store, gracePeriod: number): Promise<void> {
  // Streams have no last answer of their own.
  feed.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive would hold the server open after its last answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const end = setTimeout(() => server.closeAllConnections(), gracePeriod);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
  await store.close();
}
