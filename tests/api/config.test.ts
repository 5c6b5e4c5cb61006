import { createHash } from 'node:crypto';
import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { neo4jLimits, readConfig, storeLocation } from '#ascribe/config.js';

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
      subscriptions: 200,
      load: [],
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

describe('API keys', () => {
  it('are kept as digests', () => {
    const { apiKeys } = readConfig({}, { ASCRIBE_API_KEYS: 'anna:s3cret:with-colon, ben:other' });
    expect(apiKeys.map(({ name }) => name)).toEqual(['anna', 'ben']);
    expect(apiKeys[0]?.digest).toEqual(createHash('sha256').update('s3cret:with-colon').digest());
    expect(JSON.stringify(apiKeys)).not.toContain('s3cret');
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

describe('the limits of Neo4j', () => {
  it('are taken from the environment, times in seconds, and have defaults', () => {
    const defaults = { maxConnections: 100, connectTimeout: 5000, retryTime: 30_000, queryTimeout: 30_000 };
    expect(neo4jLimits({})).toEqual(defaults);
    expect(neo4jLimits({ NEO4J_MAX_CONNECTIONS: '', NEO4J_RETRY_TIME: ' ' })).toEqual(defaults);
    expect(
      neo4jLimits({
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
        expect(() => neo4jLimits({ [name]: value })).toThrow(
          expect.objectContaining({
            code: 'BAD_CONFIGURATION',
            message: `${name} is "${value}"; expected ${expected}`,
          }),
        );
    },
  );
});
