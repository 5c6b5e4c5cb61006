import { delimiter } from 'node:path';
import { FEED_LIMITS } from '../api/change-feed.js';
import type { Limits } from '../api/limits/limits.js';
import { AscribeError } from '../domain/errors.js';
import { DEFAULT_LIMITS, type Neo4jLimits } from '../store/neo4j/connection/limits.js';
import { type AccessConfig, type AccessOptions, readAccess } from './access.js';
import { type Environment, given, oneOf, secondsOf, wholeOf } from './env.js';
import { readLimits } from './limits.js';

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
  readonly limits: Limits;
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
  return given(option) ?? given(env.ASCRIBE_STORE) ?? given(env.NEO4J_URI) ?? DEFAULT_STORE;
}

/** Options before environment before defaults; throws BAD_CONFIGURATION. */
export function readConfig(options: ServeOptions = {}, env: Environment = process.env): Config {
  return {
    store: storeLocation(options.store, env),
    host: given(options.host) ?? given(env.ASCRIBE_HOST) ?? DEFAULT_HOST,
    port: portOf(options, env),
    ...readAccess(options, env),
    subscriptions:
      wholeOf('ASCRIBE_MAX_SUBSCRIPTIONS', env, { least: 0, most: 100_000 }) ?? FEED_LIMITS.followers,
    load: options.load ?? (given(env.ASCRIBE_LOAD) ?? '').split(delimiter).filter((path) => path !== ''),
    logLevel:
      oneOf('ASCRIBE_LOG_LEVEL', given(options.logLevel) ?? given(env.ASCRIBE_LOG_LEVEL), LOG_LEVELS) ??
      'info',
    metrics: oneOf('ASCRIBE_METRICS', given(env.ASCRIBE_METRICS), ['on', 'off']) !== 'off',
    limits: readLimits(env),
  };
}

/** NEO4J_MAX_CONNECTIONS, and the times that ascribe waits for a Neo4j server, in seconds; throws BAD_CONFIGURATION. */
export function neo4jLimits(env: Environment = process.env): Neo4jLimits {
  const { maxConnections, connectTimeout, retryTime, queryTimeout } = DEFAULT_LIMITS;
  return {
    maxConnections: wholeOf('NEO4J_MAX_CONNECTIONS', env, { least: 1, most: 10_000 }) ?? maxConnections,
    connectTimeout: secondsOf('NEO4J_CONNECT_TIMEOUT', env, { least: 0.1, most: 300 }) ?? connectTimeout,
    retryTime: secondsOf('NEO4J_RETRY_TIME', env, { least: 0, most: 600 }) ?? retryTime,
    queryTimeout: secondsOf('NEO4J_QUERY_TIMEOUT', env, { least: 0.1, most: 3600 }) ?? queryTimeout,
  };
}

function portOf(options: ServeOptions, env: Environment): number {
  const places = [
    ['--port', options.port],
    ['ASCRIBE_PORT', env.ASCRIBE_PORT],
    ['PORT', env.PORT],
  ] as const;
  for (const [place, value] of places) {
    const text = given(value);
    if (text === undefined) continue;
    if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
    throw new AscribeError('BAD_CONFIGURATION', `${place} is "${text}"; expected a port from 0 to 65535`);
  }
  return DEFAULT_PORT;
}
