import type { z } from 'zod';
import type { ErrorCode } from '../domain/errors.js';
import {
  hostNames,
  oneOf,
  onOff,
  origins,
  paths,
  port,
  seconds,
  text,
  trueFalse,
  wholeNumber,
} from './formats.js';

/** The command line options, the documentation and `readConfig` are made from these. */
export interface Setting {
  /** Flags of the command line option, such as `--host <address>`. */
  readonly option?: string;
  /** True if the option can be given several times; its value is then a list. */
  readonly repeatable?: boolean;
  /** Environment variables. The first one that is set counts. */
  readonly variables: readonly string[];
  /** The default, as a user would write it. */
  readonly default?: string;
  /** Reads the text of an option or variable; accepts undefined if there is no default. */
  readonly schema: z.ZodType;
  /** One sentence. */
  readonly description: string;
  /** Unit of the text. */
  readonly unit?: string;
  /** The error code of requests that exceed this limit. */
  readonly error?: ErrorCode;
  /** Secrets are kept as they are, spaces included, and never shown. */
  readonly secret?: boolean;
}

type SettingGroup = Readonly<Record<string, Setting>>;

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const MEGABYTE = 1024 * 1024;

const service = {
  store: {
    option: '--store <location>',
    variables: ['ASCRIBE_STORE', 'NEO4J_URI'],
    default: './data/ascribe.db',
    schema: text,
    description: 'The SQLite file, or the address of a Neo4j server such as neo4j://localhost:7687.',
  },
  ontology: {
    option: '--ontology <file>',
    repeatable: true,
    variables: ['ASCRIBE_ONTOLOGY'],
    default: '',
    schema: paths,
    description:
      'A file with predicates, attributes and terms of your own; repeatable, and separated in the variable as in PATH.',
  },
  host: {
    option: '--host <address>',
    variables: ['ASCRIBE_HOST'],
    default: '127.0.0.1',
    schema: text,
    description: 'Address to listen on.',
  },
  port: {
    option: '--port <number>',
    variables: ['ASCRIBE_PORT', 'PORT'],
    default: '4000',
    schema: port,
    description: 'Port to listen on; 0 chooses a free one.',
  },
  load: {
    option: '--load <paths...>',
    variables: ['ASCRIBE_LOAD'],
    default: '',
    schema: paths,
    description:
      'Articles to import before the service is ready: files and folders, separated in the variable as in PATH.',
  },
  logLevel: {
    option: '--log-level <level>',
    variables: ['ASCRIBE_LOG_LEVEL'],
    default: 'info',
    schema: oneOf(LOG_LEVELS),
    description: `Least severe level to log on stderr: ${LOG_LEVELS.join(', ')}.`,
  },
  metrics: {
    variables: ['ASCRIBE_METRICS'],
    default: 'on',
    schema: onOff,
    description: 'Serve metrics for Prometheus at /metrics: on or off.',
  },
} satisfies SettingGroup;

const access = {
  apiKeys: {
    variables: ['ASCRIBE_API_KEYS'],
    default: '',
    schema: text,
    secret: true,
    description: 'API keys besides those of the keys file: name:key or name:role:key, separated by commas.',
  },
  keysFile: {
    option: '--keys-file <file>',
    variables: ['ASCRIBE_KEYS_FILE'],
    default: './data/keys.json',
    schema: text,
    description: 'File in which ascribe keys stores API keys. Without any key, mutations are refused.',
  },
  requireKey: {
    option: '--require-key',
    variables: ['ASCRIBE_REQUIRE_KEY'],
    default: 'false',
    schema: trueFalse,
    description: 'Require an API key for queries too.',
  },
  corsOrigins: {
    option: '--cors-origins <origins>',
    variables: ['ASCRIBE_CORS_ORIGINS'],
    default: '',
    schema: origins,
    description: 'Origins whose web pages may call the service, separated by commas.',
  },
  allowedHosts: {
    option: '--allowed-hosts <names>',
    variables: ['ASCRIBE_ALLOWED_HOSTS'],
    default: '',
    schema: hostNames,
    description: 'Extra host names accepted in the Host header, separated by commas.',
  },
  introspection: {
    option: '--introspection <on|off>',
    variables: ['ASCRIBE_INTROSPECTION'],
    default: 'on',
    schema: onOff,
    description: 'Answer introspection queries; off hides the schema.',
  },
  graphiql: {
    option: '--graphiql <on|off>',
    variables: ['ASCRIBE_GRAPHIQL'],
    default: 'on',
    schema: onOff,
    description: 'Serve GraphiQL to browsers.',
  },
  explorer: {
    option: '--explorer <on|off>',
    variables: ['ASCRIBE_EXPLORER'],
    default: 'on',
    schema: onOff,
    description: 'Serve the Explorer, the web page at `/`.',
  },
  persistedOperations: {
    option: '--persisted-operations <path>',
    variables: ['ASCRIBE_PERSISTED_OPERATIONS'],
    schema: text.optional(),
    description: 'Operations that clients can run by id: a manifest, or a folder of .graphql files.',
  },
  onlyPersisted: {
    option: '--only-persisted',
    variables: ['ASCRIBE_ONLY_PERSISTED'],
    default: 'false',
    schema: trueFalse,
    description: 'Run persisted operations only.',
  },
} satisfies SettingGroup;

const limits = {
  cost: {
    variables: ['ASCRIBE_MAX_COST'],
    default: '500000',
    schema: wholeNumber(100, 1_000_000_000),
    description:
      'Cost of a query, computed from its lists before it runs: about the records that it may return.',
    error: 'QUERY_TOO_COSTLY',
  },
  records: {
    variables: ['ASCRIBE_MAX_RECORDS'],
    default: '100000',
    schema: wholeNumber(100, 1_000_000_000),
    description: 'Records that the store reads for one request.',
    error: 'TOO_MANY_RECORDS',
  },
  responseSize: {
    variables: ['ASCRIBE_MAX_RESPONSE_SIZE'],
    default: '10000000',
    schema: wholeNumber(1000, 500_000_000),
    unit: 'characters',
    description: 'Approximate length of a response.',
    error: 'ANSWER_TOO_LARGE',
  },
  timeoutMs: {
    variables: ['ASCRIBE_QUERY_TIMEOUT'],
    default: '30',
    schema: seconds(0.1, 3600),
    unit: 'seconds',
    description: 'Run time of a query, or of one event of a subscription.',
    error: 'TIMEOUT',
  },
  depth: {
    variables: ['ASCRIBE_MAX_DEPTH'],
    default: '15',
    schema: wholeNumber(5, 100),
    description: 'Levels of nested fields in a query.',
    error: 'QUERY_TOO_DEEP',
  },
  aliases: {
    variables: ['ASCRIBE_MAX_ALIASES'],
    default: '200',
    schema: wholeNumber(1, 10_000),
    description: 'Fields with an alias, and repeated fields, in a query.',
    error: 'TOO_MANY_ALIASES',
  },
  tokens: {
    variables: ['ASCRIBE_MAX_TOKENS'],
    default: '4000',
    schema: wholeNumber(100, 100_000),
    description: 'Tokens of a query: names, punctuation and values.',
    error: 'QUERY_TOO_LONG',
  },
  bodyBytes: {
    variables: ['ASCRIBE_MAX_BODY'],
    default: String(MEGABYTE),
    schema: wholeNumber(1024, 64 * MEGABYTE),
    unit: 'bytes',
    description: 'Size of a request body.',
    error: 'BODY_TOO_LARGE',
  },
  authenticatedBodyBytes: {
    variables: ['ASCRIBE_MAX_AUTHENTICATED_BODY'],
    // A document of 10 MB, with room for the JSON around it.
    default: String(11 * MEGABYTE),
    schema: wholeNumber(1024, 64 * MEGABYTE),
    unit: 'bytes',
    description: 'Size of a request body with an API key that may import.',
    error: 'BODY_TOO_LARGE',
  },
  maxConcurrentRequests: {
    variables: ['ASCRIBE_MAX_CONCURRENT'],
    default: '64',
    schema: wholeNumber(1, 10_000),
    description: 'Requests in progress at the same time; one client may have half of them.',
    error: 'OVERLOADED',
  },
  maxWaitMs: {
    variables: ['ASCRIBE_MAX_WAIT'],
    default: '5',
    schema: seconds(0, 60),
    unit: 'seconds',
    description: 'How long a request waits while too many are in progress, before it is refused.',
    error: 'OVERLOADED',
  },
  requestsPerMinute: {
    variables: ['ASCRIBE_MAX_RATE'],
    default: '6000',
    schema: wholeNumber(0, 1_000_000),
    unit: 'per minute',
    description: 'Requests from one API key, or from one address without a key; 0 turns the limit off.',
    error: 'RATE_LIMITED',
  },
  maxSubscriptions: {
    variables: ['ASCRIBE_MAX_SUBSCRIPTIONS'],
    default: '200',
    schema: wholeNumber(0, 100_000),
    description: 'Open subscriptions; one client may have half of them.',
    error: 'LIMIT_EXCEEDED',
  },
  maxExports: {
    variables: ['ASCRIBE_MAX_EXPORTS'],
    default: '4',
    schema: wholeNumber(0, 1000),
    description:
      'Exports at `/export` at the same time; one client may have half of them. 0 turns the path off.',
    error: 'OVERLOADED',
  },
} satisfies SettingGroup;

const neo4j = {
  username: {
    variables: ['NEO4J_USERNAME'],
    default: 'neo4j',
    schema: text,
    description: 'User to log in as.',
  },
  password: {
    variables: ['NEO4J_PASSWORD'],
    schema: text.optional(),
    secret: true,
    description: 'Password of the user. Not needed for the server that ascribe neo4j start runs.',
  },
  database: {
    variables: ['NEO4J_DATABASE'],
    schema: text.optional(),
    description: "Database to use. Default: the user's home database.",
  },
  maxConnections: {
    variables: ['NEO4J_MAX_CONNECTIONS'],
    default: '100',
    schema: wholeNumber(1, 10_000),
    description: 'Connections to one server.',
  },
  connectTimeoutMs: {
    variables: ['NEO4J_CONNECT_TIMEOUT'],
    default: '5',
    schema: seconds(0.1, 300),
    unit: 'seconds',
    description: 'How long to wait for a connection, and for the check that /ready makes.',
  },
  retryTimeoutMs: {
    variables: ['NEO4J_RETRY_TIME'],
    default: '30',
    schema: seconds(0, 600),
    unit: 'seconds',
    description: 'How long to retry after temporary errors such as a leader change.',
  },
  queryTimeoutMs: {
    variables: ['NEO4J_QUERY_TIMEOUT'],
    default: '30',
    schema: seconds(0.1, 3600),
    unit: 'seconds',
    description: 'How long a read transaction may run; imports may take longer.',
  },
  home: {
    option: '--home <folder>',
    variables: ['ASCRIBE_NEO4J_HOME'],
    default: './data/neo4j',
    schema: text,
    description: 'Folder with the data, logs and password of the server that ascribe neo4j start runs.',
  },
} satisfies SettingGroup;

const imports = {
  texts: {
    option: '--texts <folder>',
    variables: ['ASCRIBE_TEXTS'],
    schema: text.optional(),
    description: "Folder with the articles' texts, named ARTICLE-ID.txt.",
  },
  requireText: {
    option: '--require-text',
    variables: ['ASCRIBE_REQUIRE_TEXT'],
    default: 'false',
    schema: trueFalse,
    description: 'Refuse articles without a text to check their quotes against.',
  },
  allowOutside: {
    option: '--allow-outside',
    variables: ['ASCRIBE_ALLOW_OUTSIDE'],
    default: 'false',
    schema: trueFalse,
    description: 'Let textFile name files outside the folder of its document.',
  },
} satisfies SettingGroup;

/** Every setting of the program, by group. The options of `service` and `access` are those of `ascribe serve`. */
export const SETTINGS = { service, access, limits, neo4j, imports };
