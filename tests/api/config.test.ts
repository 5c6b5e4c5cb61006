import { createHash } from 'node:crypto';
import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_REQUEST_LIMITS } from '#ascribe/api/limits/default-limits.js';
import { readConfig, readNeo4jLimits, storeLocation } from '#ascribe/config/service.js';

describe('the store', () => {
  it('is the option, else ASCRIBE_STORE, else NEO4J_URI, else a file', () => {
    const env = { ASCRIBE_STORE: 'b.db', NEO4J_URI: 'neo4j://c' };
    expect(storeLocation('a.db', env)).toBe('a.db');
    expect(storeLocation(undefined, env)).toBe('b.db');
    expect(storeLocation(undefined, { NEO4J_URI: 'neo4j://c' })).toBe('neo4j://c');
    expect(storeLocation(undefined, { ASCRIBE_STORE: '', NEO4J_URI: ' ' })).toBe('./data/ascribe.db');
  });
});

describe('the service', () => {
  it('listens on this machine, port 4000, unless told otherwise', () => {
    expect(readConfig({}, {})).toEqual({
      store: './data/ascribe.db',
      host: '127.0.0.1',
      port: 4000,
      apiKeys: [],
      keysFile: './data/keys.json',
      requireKey: false,
      corsOrigins: [],
      allowedHosts: [],
      introspection: true,
      graphiql: true,
      persistedOperations: null,
      onlyPersisted: false,
      subscriptions: 200,
      limits: DEFAULT_REQUEST_LIMITS,
      load: [],
      logLevel: 'info',
      metrics: true,
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
  });

  it('names the variable whose port cannot be used', () => {
    for (const PORT of ['http', '-1', '65536', '4000.5', '0x50'])
      expect(() => readConfig({}, { PORT })).toThrow(
        expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('PORT') }),
      );
  });
});

it('a level of the log, and whether there are metrics, are words that are known', () => {
  const env = { ASCRIBE_LOG_LEVEL: 'debug', ASCRIBE_METRICS: 'off' };
  expect(readConfig({}, env)).toMatchObject({ logLevel: 'debug', metrics: false });
  expect(readConfig({ logLevel: 'silent' }, env).logLevel).toBe('silent');
  for (const [name, words] of [
    ['ASCRIBE_LOG_LEVEL', 'silent, error, warn, info, debug'],
    ['ASCRIBE_METRICS', 'on, off'],
  ] as const)
    expect(() => readConfig({}, { [name]: 'loud' })).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIGURATION',
        message: `${name} is "loud"; expected one of ${words}`,
      }),
    );
});

describe('API keys', () => {
  it('are kept as digests', () => {
    const { apiKeys } = readConfig({}, { ASCRIBE_API_KEYS: 'anna:s3cret:with-colon, ben:other' });
    expect(apiKeys.map(({ name }) => name)).toEqual(['anna', 'ben']);
    expect(apiKeys[0]?.digest).toEqual(createHash('sha256').update('s3cret:with-colon').digest());
    expect(JSON.stringify(apiKeys)).not.toContain('s3cret');
  });

  it('may do everything, unless a role stands before them', () => {
    const text = 'anna:s3cret,ben:read:other,cleo:analyse:third:with-colon,dora:nobody:fourth';
    const { apiKeys } = readConfig({}, { ASCRIBE_API_KEYS: text });
    expect(apiKeys.map(({ role }) => role)).toEqual(['admin', 'read', 'analyse', 'admin']);
    expect(apiKeys[1]?.digest).toEqual(createHash('sha256').update('other').digest());
    expect(apiKeys[3]?.digest).toEqual(createHash('sha256').update('nobody:fourth').digest());
  });

  it('that cannot be read are refused in one line that never shows a key', () => {
    for (const text of [
      's3cret',
      'anna:',
      ':s3cret',
      'an na:s3cret',
      'a:s3cret,a:other',
      'anna:s3cret with space',
    ]) {
      const read = () => readConfig({}, { ASCRIBE_API_KEYS: text });
      expect(read).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION' }));
      expect(read).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/s3cret|\n/) }));
    }
  });
});

describe('who may use the service', () => {
  it('is told by the environment, or by options, which go first', () => {
    const env = {
      ASCRIBE_KEYS_FILE: 'k.json',
      ASCRIBE_REQUIRE_KEY: 'true',
      ASCRIBE_CORS_ORIGINS: 'https://desk.example, http://localhost:3000',
      ASCRIBE_ALLOWED_HOSTS: 'Graph.example',
      ASCRIBE_INTROSPECTION: 'off',
      ASCRIBE_GRAPHIQL: 'off',
      ASCRIBE_PERSISTED_OPERATIONS: 'operations',
      ASCRIBE_ONLY_PERSISTED: 'true',
    };
    const told = {
      keysFile: 'k.json',
      requireKey: true,
      corsOrigins: ['https://desk.example', 'http://localhost:3000'],
      allowedHosts: ['graph.example'],
      introspection: false,
      graphiql: false,
      persistedOperations: 'operations',
      onlyPersisted: true,
    };
    expect(readConfig({}, env)).toMatchObject(told);
    const options = { introspection: 'on', graphiql: 'on', corsOrigins: '', keysFile: 'o.json' };
    expect(readConfig(options, env)).toMatchObject({
      ...told,
      introspection: true,
      graphiql: true,
      corsOrigins: [],
      keysFile: 'o.json',
    });
  });

  it.each([
    ['ASCRIBE_REQUIRE_KEY', 'yes'],
    ['ASCRIBE_INTROSPECTION', 'false'],
    ['ASCRIBE_GRAPHIQL', '0'],
    ['ASCRIBE_CORS_ORIGINS', '*'],
    ['ASCRIBE_CORS_ORIGINS', 'null'],
    ['ASCRIBE_CORS_ORIGINS', 'desk.example'],
    ['ASCRIBE_CORS_ORIGINS', 'https://desk.example/'],
    ['ASCRIBE_CORS_ORIGINS', 'https://*.example'],
    ['ASCRIBE_ALLOWED_HOSTS', '*'],
    ['ASCRIBE_ALLOWED_HOSTS', 'graph.example:4000'],
    ['ASCRIBE_ALLOWED_HOSTS', 'https://graph.example'],
    ['ASCRIBE_ONLY_PERSISTED', 'true'],
  ])('is not guessed at: %s=%s', (name, value) => {
    expect(() => readConfig({}, { [name]: value })).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIGURATION',
        message: expect.stringContaining(name.replace('ONLY_PERSISTED', 'PERSISTED_OPERATIONS')),
      }),
    );
  });
});

describe('the limits of Neo4j', () => {
  it('are taken from the environment, times in seconds, and have defaults', () => {
    const defaults = { maxConnections: 100, connectTimeout: 5000, retryTime: 30_000, queryTimeout: 30_000 };
    expect(readNeo4jLimits({})).toEqual(defaults);
    expect(readNeo4jLimits({ NEO4J_MAX_CONNECTIONS: '', NEO4J_RETRY_TIME: ' ' })).toEqual(defaults);
    expect(
      readNeo4jLimits({
        NEO4J_MAX_CONNECTIONS: '7',
        NEO4J_CONNECT_TIMEOUT: '1.5',
        NEO4J_RETRY_TIME: '0',
        NEO4J_QUERY_TIMEOUT: '120',
      }),
    ).toEqual({ maxConnections: 7, connectTimeout: 1500, retryTime: 0, queryTimeout: 120_000 });
  });

  it.each([
    ['NEO4J_MAX_CONNECTIONS', ['0', '-1', '1.5', 'many', '10001', '1e3'], 'a whole number from 1 to 10000'],
    ['NEO4J_CONNECT_TIMEOUT', ['0', '5s', '-1', '301', 'Infinity'], 'seconds, from 0.1 to 300'],
    ['NEO4J_RETRY_TIME', ['601', 'never', '0x10'], 'seconds, from 0 to 600'],
    ['NEO4J_QUERY_TIMEOUT', ['0', '3601', 'NaN'], 'seconds, from 0.1 to 3600'],
  ])(
    'that cannot be used are told with variable, value and what was expected: %s',
    (name, values, expected) => {
      for (const value of values)
        expect(() => readNeo4jLimits({ [name]: value })).toThrow(
          expect.objectContaining({
            code: 'BAD_CONFIGURATION',
            message: `${name} is "${value}"; expected ${expected}`,
          }),
        );
    },
  );
});
