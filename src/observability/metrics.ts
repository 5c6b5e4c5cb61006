import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_CODES } from '../domain/errors.js';
import type { StoreMetrics } from './instrumented-store.js';
import type { RequestRecord } from './request-record.js';

/** What a service counts. Labels are words of ascribe's own, so that no caller can make their number grow. */
export interface Metrics extends StoreMetrics {
  /** To add a metric elsewhere: `new Gauge({ …, registers: [metrics.registry] })`. */
  readonly registry: Registry;
  /** A request has begun; call what it returns when it ends, with null as status where the caller left before. */
  onRequestStart(record: RequestRecord): (status: number | null) => void;
  /** In the text format of Prometheus. */
  render(): Promise<string>;
}

const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `house` is the kind of store, such as sqlite. */
export function createMetrics(backend: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const inFlight = new Gauge({
    name: 'ascribe_requests_in_flight',
    help: 'GraphQL requests that are being answered.',
    registers,
  });
  const requests = new Counter({
    name: 'ascribe_requests_total',
    help: 'GraphQL requests by kind of operation, and outcome: OK, the first error code, REFUSED without one, ABORTED by the caller.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'ascribe_request_duration_seconds',
    help: 'Time from the head of a GraphQL request to the end of its answer.',
    labelNames: ['kind'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'ascribe_errors_total',
    help: 'GraphQL answers that held an error, once for each code in them.',
    labelNames: ['code'],
    registers,
  });
  const storeCalls = new Histogram({
    name: 'ascribe_store_duration_seconds',
    help: 'Time of calls of the store, by method.',
    labelNames: ['store', 'access', 'method', 'result'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const articles = new Counter({
    name: 'ascribe_imported_articles_total',
    help: 'Articles that were written, by what the write did.',
    labelNames: ['result'],
    registers,
  });
  const claims = new Counter({
    name: 'ascribe_imported_claims_total',
    help: 'Claims of the articles that were written, by what the write did.',
    labelNames: ['result'],
    registers,
  });
  return {
    registry,
    onRequestStart: (record) => {
      if (record.path !== '/graphql') return () => {};
      inFlight.inc();
      return (status) => {
        inFlight.dec();
        const kind = record.kind ?? 'none';
        const codes = new Set([...record.codes].map(toKnownCode));
        const [first] = codes;
        const outcome = status === null ? 'ABORTED' : (first ?? (status < 400 ? 'OK' : 'REFUSED'));
        requests.inc({ kind, outcome });
        durations.observe({ kind }, (performance.now() - record.startedAt) / 1000);
        for (const code of codes) errors.inc({ code });
      };
    },
    recordCall: ({ method, access, seconds, failed }) =>
      storeCalls.observe({ store: backend, access, method, result: failed ? 'failed' : 'ok' }, seconds),
    recordImport: (outcomes) => {
      for (const { result, claims: count } of outcomes) {
        articles.inc({ result });
        claims.inc({ result }, count);
      }
    },
    render: () => Registry.merge([registry, processRegistry()]).metrics(),
  };
}

const GRAPHQL_CODES = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'];
const KNOWN_CODES = new Set([...Object.keys(ERROR_CODES), ...GRAPHQL_CODES]);

const toKnownCode = (code: string): string => (KNOWN_CODES.has(code) ? code : 'OTHER');

let sharedProcessRegistry: Registry | undefined;

/** One for the process, however many services it holds: each would watch the collector of garbage for itself. */
function processRegistry(): Registry {
  if (sharedProcessRegistry === undefined) {
    sharedProcessRegistry = new Registry();
    collectDefaultMetrics({ register: sharedProcessRegistry });
  }
  return sharedProcessRegistry;
}
