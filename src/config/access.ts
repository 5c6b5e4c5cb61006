import { AscribeError } from '../domain/errors.js';
import type { ApiKey } from '../keys/api-key.js';
import { parseApiKeys } from '../keys/parse-api-keys.js';
import { type Environment, nonEmpty, parseChoice } from './env.js';

/** Who may use the service, from where, and to ask what. */
export interface AccessConfig {
  /** Of ASCRIBE_API_KEYS; those of the file come to them. */
  readonly apiKeys: readonly ApiKey[];
  readonly keysFile: string;
  /** Whether questions need a key too. */
  readonly requireKey: boolean;
  /** Pages of which origins may call; of no other one. */
  readonly corsOrigins: readonly string[];
  /** By which names it may be called, besides its own. */
  readonly allowedHosts: readonly string[];
  readonly introspection: boolean;
  readonly graphiql: boolean;
  /** A manifest, or a folder of .graphql files. */
  readonly persistedOperations: string | null;
  /** Whether nothing but these is run. */
  readonly onlyPersisted: boolean;
}

/** Of the command line of `ascribe serve`. */
export interface AccessOptions {
  readonly keysFile?: string;
  readonly requireKey?: boolean;
  readonly corsOrigins?: string;
  readonly allowedHosts?: string;
  readonly introspection?: string;
  readonly graphiql?: string;
  readonly persistedOperations?: string;
  readonly onlyPersisted?: boolean;
}

const DEFAULT_KEYS_FILE = './data/keys.json';

/** Where `ascribe keys` keeps them. */
export function keysFileLocation(option?: string, env: Environment = process.env): string {
  return nonEmpty(option) ?? nonEmpty(env.ASCRIBE_KEYS_FILE) ?? DEFAULT_KEYS_FILE;
}

/** Throws BAD_CONFIGURATION. */
export function readAccess(options: AccessOptions, env: Environment): AccessConfig {
  const persistedOperations =
    nonEmpty(options.persistedOperations) ?? nonEmpty(env.ASCRIBE_PERSISTED_OPERATIONS) ?? null;
  const onlyPersisted = options.onlyPersisted ?? isOn('ASCRIBE_ONLY_PERSISTED', env.ASCRIBE_ONLY_PERSISTED);
  if (onlyPersisted && persistedOperations === null)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      'only persisted operations are to be run, and none are given; expected --persisted-operations or ASCRIBE_PERSISTED_OPERATIONS',
    );
  return {
    apiKeys: parseApiKeys(nonEmpty(env.ASCRIBE_API_KEYS) ?? ''),
    keysFile: keysFileLocation(options.keysFile, env),
    requireKey: options.requireKey ?? isOn('ASCRIBE_REQUIRE_KEY', env.ASCRIBE_REQUIRE_KEY),
    corsOrigins: listOf(options.corsOrigins ?? env.ASCRIBE_CORS_ORIGINS).map(origin),
    allowedHosts: listOf(options.allowedHosts ?? env.ASCRIBE_ALLOWED_HOSTS).map(hostName),
    introspection: isNotOff('ASCRIBE_INTROSPECTION', options.introspection ?? env.ASCRIBE_INTROSPECTION),
    graphiql: isNotOff('ASCRIBE_GRAPHIQL', options.graphiql ?? env.ASCRIBE_GRAPHIQL),
    persistedOperations,
    onlyPersisted,
  };
}

const isOn = (variable: string, text: string | undefined): boolean =>
  parseChoice(variable, nonEmpty(text), ['true', 'false']) === 'true';

const isNotOff = (variable: string, text: string | undefined): boolean =>
  parseChoice(variable, nonEmpty(text), ['on', 'off']) !== 'off';

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** As a browser writes it; never `*`, with which every page there is could use what its visitor can reach. */
function origin(text: string): string {
  if (/^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text) return text;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `ASCRIBE_CORS_ORIGINS has "${text}"; expected origins such as https://desk.example, without a path`,
  );
}

function hostName(text: string): string {
  if (/^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])$/i.test(text)) return text.toLowerCase();
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `ASCRIBE_ALLOWED_HOSTS has "${text}"; expected names such as graph.example, without a port`,
  );
}
