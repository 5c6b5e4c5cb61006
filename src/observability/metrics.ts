import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_CODES } from '../domain/errors.js';
import type { StoreMetrics } from './instrumented-store.js';
import type { RequestRecord } from './request-record.js';

/** The metrics of a service. Labels take words of ascribe only, so that clients cannot make their number grow. */
interface Metrics extends StoreMetrics {
  /** To add a metric elsewhere: `new Gauge({ …, registers: [metrics.registry] })`. */
  readonly registry: Registry;
  /** Call the returned function when the request ends, with a null status if the client disconnected. */
  onRequestStart(record: RequestRecord): (status: number | null) => void;
  /** Renders all metrics in the text format of Prometheus. */
  render(): Promise<string>;
}

/** `backend` is the kind of store, such as sqlite. */
export function createMetrics(backend: string): Metrics {
  const registry = new Registry();
  const request = requestMetrics(registry);
  const store = storeMetrics(registry);
  return {
    registry,
    onRequestStart: (record) => {
      if (record.path !== '/graphql' && record.path !== '/export') return () => {};
      request.inFlight.inc();
      return (status) => {
        request.inFlight.dec();
        const kind = record.kind ?? 'none';
        const codes = new Set([...record.codes].map(toKnownCode));
        request.total.inc({ kind, outcome: outcomeOf(status, codes) });
        request.duration.observe({ kind }, (performance.now() - record.startedAt) / 1000);
        for (const code of codes) request.errors.inc({ code });
      };
    },
    recordCall: ({ method, access, seconds, failed }) =>
      store.duration.observe({ store: backend, access, method, result: failed ? 'failed' : 'ok' }, seconds),
    recordImport: (outcomes) => {
      for (const { result, claims } of outcomes) {
        store.articles.inc({ result });
        store.claims.inc({ result }, claims);
      }
    },
    render: () => Registry.merge([registry, processRegistry()]).metrics(),
  };
}

/** Upper bounds in seconds. */
const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function requestMetrics(registry: Registry) {
  const registers = [registry];
  return {
    inFlight: new Gauge({
      name: 'ascribe_requests_in_flight',
      help: 'GraphQL requests in progress.',
      registers,
    }),
    total: new Counter({
      name: 'ascribe_requests_total',
      help: 'Requests by kind of operation (query, mutation, subscription, export) and outcome: OK, the first error code, REFUSED (4xx without a code) or ABORTED.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    duration: new Histogram({
      name: 'ascribe_request_duration_seconds',
      help: 'Time from the request headers to the end of the response.',
      labelNames: ['kind'],
      buckets: DURATION_BUCKETS,
      registers,
    }),
    errors: new Counter({
      name: 'ascribe_errors_total',
      help: 'GraphQL responses with errors, counted once for each error code in them.',
      labelNames: ['code'],
      registers,
    }),
  };
}

function storeMetrics(registry: Registry) {
  const registers = [registry];
  return {
    duration: new Histogram({
      name: 'ascribe_store_duration_seconds',
      help: 'Duration of store calls by method.',
      labelNames: ['store', 'access', 'method', 'result'],
      buckets: DURATION_BUCKETS,
      registers,
    }),
    articles: new Counter({
      name: 'ascribe_imported_articles_total',
      help: 'Imported articles by result.',
      labelNames: ['result'],
      registers,
    }),
    claims: new Counter({
      name: 'ascribe_imported_claims_total',
      help: 'Claims of imported articles by result.',
      labelNames: ['result'],
      registers,
    }),
  };
}

function outcomeOf(status: number | null, codes: ReadonlySet<string>): string {
  if (status === null) return 'ABORTED';
  const [first] = codes;
  return first ?? (status < 400 ? 'OK' : 'REFUSED');
}

const KNOWN_CODES: ReadonlySet<string> = new Set(Object.keys(ERROR_CODES));

const toKnownCode = (code: string): string => (KNOWN_CODES.has(code) ? code : 'OTHER');

let sharedProcessRegistry: Registry | undefined;

/** One registry per process: each default collector observes the garbage collector. */
function processRegistry(): Registry {
  if (sharedProcessRegistry === undefined) {
    sharedProcessRegistry = new Registry();
    collectDefaultMetrics({ register: sharedProcessRegistry });
  }
  return sharedProcessRegistry;
}
