import { createHash } from 'node:crypto';
import { delimiter } from 'node:path';
import { AscribeError } from './domain/errors.js';
import { DEFAULT_LIMITS, type Neo4jLimits } from './store/neo4j/limits.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A key that may write. Only its digest is kept, so that no log or dump can show it. */
export interface ApiKey {
  readonly name: string;
  /** SHA-256 of the key. */
  readonly digest: Buffer;
}

/** What `ascribe serve` runs with. */
export interface Config {
  readonly store: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Empty: mutations are refused. */
  readonly apiKeys: readonly ApiKey[];
  /** How many subscriptions may run at a time. */
  readonly subscriptions: number;
  /** Files and folders to import before it says ready. */
  readonly load: readonly string[];
}

/** The command line of `ascribe serve`; each has its ASCRIBE_… in the environment, which it goes before. */
export interface ServeOptions {
  readonly store?: string;
  readonly host?: string;
  readonly port?: string;
  readonly load?: readonly string[];
}

const DEFAULT_STORE = './data/ascribe.db';
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 4000;
const DEFAULT_SUBSCRIPTIONS = 200;

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
    apiKeys: apiKeysOf(given(env.ASCRIBE_API_KEYS) ?? ''),
    subscriptions: subscriptionsOf(env),
    load: options.load ?? (given(env.ASCRIBE_LOAD) ?? '').split(delimiter).filter((path) => path !== ''),
  };
}

/** NEO4J_MAX_CONNECTIONS, and the times that ascribe waits for a Neo4j server, in seconds; throws BAD_CONFIGURATION. */
export function neo4jLimits(env: Environment = process.env): Neo4jLimits {
  const { maxConnections, connectTimeout, retryTime, queryTimeout } = DEFAULT_LIMITS;
  return {
    maxConnections: connectionsOf(env) ?? maxConnections,
    connectTimeout: secondsOf('NEO4J_CONNECT_TIMEOUT', env, { least: 0.1, most: 300 }) ?? connectTimeout,
    retryTime: secondsOf('NEO4J_RETRY_TIME', env, { least: 0, most: 600 }) ?? retryTime,
    queryTimeout: secondsOf('NEO4J_QUERY_TIMEOUT', env, { least: 0.1, most: 3600 }) ?? queryTimeout,
  };
}

function connectionsOf(env: Environment): number | undefined {
  const text = given(env.NEO4J_MAX_CONNECTIONS);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d{1,5}$/.test(text) && count >= 1 && count <= 10_000) return count;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `NEO4J_MAX_CONNECTIONS is "${text}"; expected a whole number from 1 to 10000`,
  );
}

/** Milliseconds, of a variable that is written in seconds. */
function secondsOf(
  variable: string,
  env: Environment,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const text = given(env[variable]);
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds >= least && seconds <= most) return Math.round(seconds * 1000);
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${variable} is "${text}"; expected seconds, from ${least} to ${most}`,
  );
}

/** An empty variable is one that is not set: `docker compose` passes those. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
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

function subscriptionsOf(env: Environment): number {
  const text = given(env.ASCRIBE_MAX_SUBSCRIPTIONS);
  if (text === undefined) return DEFAULT_SUBSCRIPTIONS;
  const count = Number(text);
  if (/^\d{1,6}$/.test(text) && count <= 100_000) return count;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `ASCRIBE_MAX_SUBSCRIPTIONS is "${text}"; expected a whole number from 0 to 100000`,
  );
}

/** Reads `name:key,name:key`. Messages tell the place of a bad entry and never its text, which may hold a key. */
function apiKeysOf(text: string): ApiKey[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const keys = entries
    .filter((entry) => entry !== '')
    .map((entry, index) => {
      const [, name, key] = /^([\w.-]{1,64}):([\x21-\x7e]+)$/.exec(entry) ?? [];
      if (name === undefined || key === undefined)
        throw new AscribeError(
          'BAD_CONFIGURATION',
          `ASCRIBE_API_KEYS: entry ${index + 1} is not of the form name:key (letters, digits, "_", "." or "-", a colon, then the key without spaces or commas)`,
        );
      return { name, digest: createHash('sha256').update(key).digest() };
    });
  const twice = keys.find((key, index) => keys.findIndex((other) => other.name === key.name) !== index);
  if (twice !== undefined)
    throw new AscribeError('BAD_CONFIGURATION', `ASCRIBE_API_KEYS: the name ${twice.name} is given twice`);
  return keys;
}
