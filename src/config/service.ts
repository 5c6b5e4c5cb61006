import { delimiter } from 'node:path';
import { DEFAULT_FEED_LIMITS } from '../api/change-feed.js';
import type { RequestLimits } from '../api/limits/default-limits.js';
import { AscribeError } from '../domain/errors.js';
import { DEFAULT_NEO4J_OPTIONS, type Neo4jOptions } from '../store/neo4j/connection/options.js';
import { type AccessConfig, type AccessOptions, readAccess } from './access.js';
import { type Environment, nonEmpty, parseChoice, readInteger, readSeconds } from './env.js';
import { readLimits } from './request-limits.js';

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What `ascribe serve` runs with. */
export interface Config extends AccessConfig {
  readonly store: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** How many subscriptions may run at a time. */
  readonly subscriptions: number;
  /** Files and folders to import before it says ready. */
  readonly load: readonly string[];
  readonly logLevel: LogLevel;
  /** Whether /metrics answers. */
  readonly metrics: boolean;
  readonly limits: RequestLimits;
}

/** The command line of `ascribe serve`; each has its ASCRIBE_… in the environment, which it goes before. */
export interface ServeOptions extends AccessOptions {
  readonly store?: string;
  readonly host?: string;
  readonly port?: string;
  readonly load?: readonly string[];
  readonly logLevel?: string;
}

const DEFAULT_STORE = './data/ascribe.db';
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 4000;

/** Where the claims are kept: a file for SQLite, or a neo4j:// or bolt:// address. */
export function storeLocation(option?: string, env: Environment = process.env): string {
  return nonEmpty(option) ?? nonEmpty(env.ASCRIBE_STORE) ?? nonEmpty(env.NEO4J_URI) ?? DEFAULT_STORE;
}

/** Options before environment before defaults; throws BAD_CONFIGURATION. */
export function readConfig(options: ServeOptions = {}, env: Environment = process.env): Config {
  return {
    store: storeLocation(options.store, env),
    host: nonEmpty(options.host) ?? nonEmpty(env.ASCRIBE_HOST) ?? DEFAULT_HOST,
    port: portOf(options, env),
    ...readAccess(options, env),
    subscriptions:
      readInteger('ASCRIBE_MAX_SUBSCRIPTIONS', env, { least: 0, most: 100_000 }) ??
      DEFAULT_FEED_LIMITS.maxSubscribers,
    load: options.load ?? (nonEmpty(env.ASCRIBE_LOAD) ?? '').split(delimiter).filter((path) => path !== ''),
    logLevel:
      parseChoice(
        'ASCRIBE_LOG_LEVEL',
        nonEmpty(options.logLevel) ?? nonEmpty(env.ASCRIBE_LOG_LEVEL),
        LOG_LEVELS,
      ) ?? 'info',
    metrics: parseChoice('ASCRIBE_METRICS', nonEmpty(env.ASCRIBE_METRICS), ['on', 'off']) !== 'off',
    limits: readLimits(env),
  };
}

/** NEO4J_MAX_CONNECTIONS, and the times that ascribe waits for a Neo4j server, in seconds; throws BAD_CONFIGURATION. */
export function readNeo4jLimits(env: Environment = process.env): Neo4jOptions {
  const { maxConnections, connectTimeout, retryTimeout, queryTimeout } = DEFAULT_NEO4J_OPTIONS;
  return {
    maxConnections: readInteger('NEO4J_MAX_CONNECTIONS', env, { least: 1, most: 10_000 }) ?? maxConnections,
    connectTimeout: readSeconds('NEO4J_CONNECT_TIMEOUT', env, { least: 0.1, most: 300 }) ?? connectTimeout,
    retryTimeout: readSeconds('NEO4J_RETRY_TIME', env, { least: 0, most: 600 }) ?? retryTimeout,
    queryTimeout: readSeconds('NEO4J_QUERY_TIMEOUT', env, { least: 0.1, most: 3600 }) ?? queryTimeout,
  };
}

function portOf(options: ServeOptions, env: Environment): number {
  const places = [
    ['--port', options.port],
    ['ASCRIBE_PORT', env.ASCRIBE_PORT],
    ['PORT', env.PORT],
  ] as const;
  for (const [place, value] of places) {
    const text = nonEmpty(value);
    if (text === undefined) continue;
    if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
    throw new AscribeError('BAD_CONFIGURATION', `${place} is "${text}"; expected a port from 0 to 65535`);
  }
  return DEFAULT_PORT;
}
