import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, readImportConfig, readKeysFile, readStoreConfig } from '#ascribe/config/config.js';
import { SETTINGS, type Setting } from '#ascribe/config/settings.js';

const ALL_SETTINGS: readonly (readonly [string, Setting])[] = Object.values(SETTINGS).flatMap((group) =>
  Object.entries(group),
);

const badConfiguration = (message: unknown) =>
  expect.objectContaining({ code: 'BAD_CONFIGURATION', message });

describe('the table of settings', () => {
  it('names each variable and each option once', () => {
    const variables = ALL_SETTINGS.flatMap(([, { variables }]) => variables);
    const options = ALL_SETTINGS.flatMap(([, { option }]) => option ?? []).map(
      (flags) => flags.split(' ')[0],
    );
    expect(variables.length).toBeGreaterThan(30);
    expect(new Set(variables).size).toBe(variables.length);
    expect(new Set(options).size).toBe(options.length);
  });

  it.each(ALL_SETTINGS)('%s: its option has its name, its description is one sentence', (name, setting) => {
    const { option, description } = setting;
    if (option !== undefined) {
      const camelCase = option.replace(/^--| .*/g, '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
      expect(camelCase).toBe(name);
    }
    expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it.each(ALL_SETTINGS)('%s: its schema accepts its default', (_name, setting) => {
    expect(setting.schema.safeParse(setting.default).success).toBe(true);
  });
});

describe('the store', () => {
  it('is the option, else ASCRIBE_STORE, else NEO4J_URI, else a file', () => {
    const env = { ASCRIBE_STORE: 'b.db', NEO4J_URI: 'neo4j://c' };
    const store = (...args: Parameters<typeof readStoreConfig>) => readStoreConfig(...args).store;
    expect(store('a.db', env)).toBe('a.db');
    expect(store('', env)).toBe('b.db');
    expect(store(undefined, env)).toBe('b.db');
    expect(store(undefined, { NEO4J_URI: 'neo4j://c' })).toBe('neo4j://c');
    expect(store(undefined, { ASCRIBE_STORE: '', NEO4J_URI: ' ' })).toBe('./data/ascribe.db');
  });
});

describe('the service', () => {
  it('has defaults: it listens on this machine, port 4000', () => {
    expect(readConfig({}, {})).toEqual({
      store: './data/ascribe.db',
      ontology: [],
      host: '127.0.0.1',
      port: 4000,
      apiKeys: '',
      keysFile: './data/keys.json',
      requireKey: false,
      corsOrigins: [],
      allowedHosts: [],
      introspection: true,
      graphiql: true,
      explorer: true,
      persistedOperations: undefined,
      onlyPersisted: false,
      load: [],
      logLevel: 'info',
      metrics: true,
      limits: {
        bodyBytes: 1024 * 1024,
        authenticatedBodyBytes: 11 * 1024 * 1024,
        tokens: 4_000,
        depth: 15,
        aliases: 200,
        cost: 500_000,
        records: 100_000,
        responseSize: 10_000_000,
        timeoutMs: 30_000,
        maxConcurrentRequests: 64,
        maxWaitMs: 5_000,
        requestsPerMinute: 6_000,
        maxSubscriptions: 200,
        maxExports: 4,
      },
      neo4j: {
        username: 'neo4j',
        password: undefined,
        database: undefined,
        maxConnections: 100,
        connectTimeoutMs: 5_000,
        retryTimeoutMs: 30_000,
        queryTimeoutMs: 30_000,
        home: './data/neo4j',
      },
    });
  });

  it('takes its port from the option, then ASCRIBE_PORT, then PORT', () => {
    expect(readConfig({ port: '1' }, { ASCRIBE_PORT: '2', PORT: '3' }).port).toBe(1);
    expect(readConfig({}, { ASCRIBE_PORT: '2', PORT: '3' }).port).toBe(2);
    expect(readConfig({}, { PORT: '3' }).port).toBe(3);
  });

  it('takes every other option from the environment too', () => {
    const env = {
      ASCRIBE_HOST: '0.0.0.0',
      ASCRIBE_LOAD: ['seeds', 'more'].join(delimiter),
      ASCRIBE_STORE: 'x.db',
    };
    expect(readConfig({}, env)).toMatchObject({ host: '0.0.0.0', load: ['seeds', 'more'], store: 'x.db' });
    expect(readConfig({ load: [`a${delimiter}b`] }, env).load).toEqual([`a${delimiter}b`]);
  });

  it.each([
    ['http', 'PORT'],
    ['-1', 'PORT'],
    ['65536', 'PORT'],
    ['4000.5', 'PORT'],
    ['0x50', 'PORT'],
    ['0x50', 'ASCRIBE_PORT'],
    ['0x50', '--port'],
  ])('refuses the port %s, naming %s', (value, name) => {
    const read = () =>
      name === '--port' ? readConfig({ port: value }, {}) : readConfig({}, { [name]: value });
    expect(read).toThrow(badConfiguration(`${name} is "${value}"; expected a port from 0 to 65535`));
  });

  it('accepts only known words for the log level and for metrics', () => {
    const env = { ASCRIBE_LOG_LEVEL: 'debug', ASCRIBE_METRICS: 'off' };
    expect(readConfig({}, env)).toMatchObject({ logLevel: 'debug', metrics: false });
    expect(readConfig({ logLevel: 'silent' }, env).logLevel).toBe('silent');
    for (const [name, words] of [
      ['ASCRIBE_LOG_LEVEL', 'silent, error, warn, info, debug'],
      ['ASCRIBE_METRICS', 'on, off'],
    ] as const)
      expect(() => readConfig({}, { [name]: 'loud' })).toThrow(
        badConfiguration(`${name} is "loud"; expected one of ${words}`),
      );
    expect(() => readConfig({ logLevel: 'loud' }, env)).toThrow(
      badConfiguration('--log-level is "loud"; expected one of silent, error, warn, info, debug'),
    );
  });
});

describe('access settings', () => {
  it('come from the environment, or from options, which count first', () => {
    const env = {
      ASCRIBE_KEYS_FILE: 'k.json',
      ASCRIBE_REQUIRE_KEY: 'true',
      ASCRIBE_CORS_ORIGINS: 'https://desk.example, http://localhost:3000',
      ASCRIBE_ALLOWED_HOSTS: 'Graph.example',
      ASCRIBE_INTROSPECTION: 'off',
      ASCRIBE_GRAPHIQL: 'off',
      ASCRIBE_EXPLORER: 'off',
      ASCRIBE_PERSISTED_OPERATIONS: 'operations',
      ASCRIBE_ONLY_PERSISTED: 'true',
    };
    const expected = {
      keysFile: 'k.json',
      requireKey: true,
      corsOrigins: ['https://desk.example', 'http://localhost:3000'],
      allowedHosts: ['graph.example'],
      introspection: false,
      graphiql: false,
      explorer: false,
      persistedOperations: 'operations',
      onlyPersisted: true,
    };
    expect(readConfig({}, env)).toMatchObject(expected);
    const options = { introspection: 'on', graphiql: 'on', corsOrigins: '', keysFile: 'o.json' };
    expect(readConfig(options, env)).toMatchObject({
      ...expected,
      introspection: true,
      graphiql: true,
      corsOrigins: [],
      keysFile: 'o.json',
    });
    expect(readConfig({ requireKey: true }, {}).requireKey).toBe(true);
    expect(readKeysFile(undefined, env)).toBe('k.json');
    expect(readKeysFile('o.json', env)).toBe('o.json');
  });

  const originMessage = 'expected origins such as https://desk.example, without a path';
  const hostMessage = 'expected names such as graph.example, without a port';
  it.each([
    ['ASCRIBE_REQUIRE_KEY', 'yes', 'is "yes"; expected one of true, false'],
    ['ASCRIBE_INTROSPECTION', 'false', 'is "false"; expected one of on, off'],
    ['ASCRIBE_GRAPHIQL', '0', 'is "0"; expected one of on, off'],
    ['ASCRIBE_CORS_ORIGINS', 'http://a.example,*', `has "*"; ${originMessage}`],
    ['ASCRIBE_CORS_ORIGINS', 'null', `has "null"; ${originMessage}`],
    ['ASCRIBE_CORS_ORIGINS', 'desk.example', `has "desk.example"; ${originMessage}`],
    ['ASCRIBE_CORS_ORIGINS', 'https://desk.example/', `has "https://desk.example/"; ${originMessage}`],
    ['ASCRIBE_CORS_ORIGINS', 'https://*.example', `has "https://*.example"; ${originMessage}`],
    ['ASCRIBE_ALLOWED_HOSTS', '*', `has "*"; ${hostMessage}`],
    ['ASCRIBE_ALLOWED_HOSTS', 'graph.example:4000', `has "graph.example:4000"; ${hostMessage}`],
    ['ASCRIBE_ALLOWED_HOSTS', 'https://graph.example', `has "https://graph.example"; ${hostMessage}`],
  ])('are refused with what was expected: %s=%s', (name, value, message) => {
    expect(() => readConfig({}, { [name]: value })).toThrow(badConfiguration(`${name} ${message}`));
  });

  it('refuse to run only persisted operations if there are none', () => {
    expect(() => readConfig({}, { ASCRIBE_ONLY_PERSISTED: 'true' })).toThrow(
      badConfiguration(expect.stringContaining('ASCRIBE_PERSISTED_OPERATIONS')),
    );
  });
});

describe('numbers and times', () => {
  it('come from the environment; times are written in seconds', () => {
    const { neo4j, limits } = readConfig(
      {},
      {
        NEO4J_MAX_CONNECTIONS: '7',
        NEO4J_CONNECT_TIMEOUT: '1.5',
        NEO4J_RETRY_TIME: '0',
        NEO4J_QUERY_TIMEOUT: '120',
        ASCRIBE_QUERY_TIMEOUT: '0.25',
        ASCRIBE_MAX_RATE: '0',
        ASCRIBE_MAX_SUBSCRIPTIONS: '3',
      },
    );
    expect(neo4j).toMatchObject({
      maxConnections: 7,
      connectTimeoutMs: 1500,
      retryTimeoutMs: 0,
      queryTimeoutMs: 120_000,
    });
    expect(limits).toMatchObject({ timeoutMs: 250, requestsPerMinute: 0, maxSubscriptions: 3 });
  });

  it('have their default if the variable is empty', () => {
    const env = { NEO4J_MAX_CONNECTIONS: '', NEO4J_RETRY_TIME: ' ', ASCRIBE_MAX_COST: '' };
    expect(readConfig({}, env)).toEqual(readConfig({}, {}));
  });

  it.each([
    ['NEO4J_MAX_CONNECTIONS', ['0', '-1', '1.5', 'many', '10001', '1e3'], 'a whole number from 1 to 10000'],
    ['NEO4J_CONNECT_TIMEOUT', ['0', '5s', '-1', '301', 'Infinity'], 'seconds, from 0.1 to 300'],
    ['NEO4J_RETRY_TIME', ['601', 'never', '0x10'], 'seconds, from 0 to 600'],
    ['NEO4J_QUERY_TIMEOUT', ['0', '3601', 'NaN'], 'seconds, from 0.1 to 3600'],
    ['ASCRIBE_MAX_DEPTH', ['4', '101'], 'a whole number from 5 to 100'],
    ['ASCRIBE_QUERY_TIMEOUT', ['0', '3601'], 'seconds, from 0.1 to 3600'],
  ])('are refused with variable, value and what was expected: %s', (name, values, expected) => {
    for (const value of values)
      expect(() => readConfig({}, { [name]: value })).toThrow(
        badConfiguration(`${name} is "${value}"; expected ${expected}`),
      );
  });
});

it('a password is kept as it is, spaces included, and an empty one counts as not set', () => {
  expect(readStoreConfig('a.db', { NEO4J_PASSWORD: ' p ' }).neo4j.password).toBe(' p ');
  expect(readStoreConfig('a.db', { NEO4J_PASSWORD: '' }).neo4j.password).toBeUndefined();
});

it('import settings come from the option or the environment', () => {
  const defaults = { texts: undefined, requireText: false, allowOutside: false };
  expect(readImportConfig({}, {})).toEqual(defaults);
  expect(readImportConfig({}, { ASCRIBE_TEXTS: 't', ASCRIBE_REQUIRE_TEXT: 'true' })).toEqual({
    ...defaults,
    texts: 't',
    requireText: true,
  });
  expect(readImportConfig({ texts: 'o', allowOutside: true }, { ASCRIBE_TEXTS: 't' })).toEqual({
    ...defaults,
    texts: 'o',
    allowOutside: true,
  });
});
