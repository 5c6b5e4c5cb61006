import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoggedApp, startLoggedApp } from './logged-app.js';

/** Origin of a page of another site. */
const OTHER_ORIGIN = 'https://elsewhere.example';
const DESK = 'https://desk.example';
const QUERY = JSON.stringify({ query: '{ __typename }' });

let closed: LoggedApp;
let open: LoggedApp;

beforeAll(async () => {
  closed = await startLoggedApp({ ASCRIBE_API_KEYS: 'anna:s3cret' });
  open = await startLoggedApp({
    ASCRIBE_API_KEYS: 'anna:s3cret',
    ASCRIBE_CORS_ORIGINS: `${DESK},http://localhost:3000`,
    ASCRIBE_REQUIRE_KEY: 'true',
    ASCRIBE_ALLOWED_HOSTS: 'graph.example',
  });
});
afterAll(() => Promise.all([closed.stop(), open.stop()]));

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a request as a browser would. Node's fetch adds headers and cannot set Host. */
function send(url: string, method: string, headers: Record<string, string>, body = ''): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

const code = ({ body }: Told) => JSON.parse(body).errors?.[0]?.extensions.code;

describe('a POST that a page of another site can send without a preflight', () => {
  it.each([
    ['text', 'text/plain'],
    ['text in disguise', 'text/plain; a=application/json'],
    ['text in capitals', 'Text/Plain;charset=UTF-8'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form of parts', 'multipart/form-data; boundary=x'],
    ['two types', 'text/plain, application/json'],
    ['no type', undefined],
    ['an empty type', ''],
  ])('is rejected: %s', async (_, type) => {
    const headers = { origin: OTHER_ORIGIN, ...(type !== undefined && { 'content-type': type }) };
    const response = await send(`${closed.url}/graphql`, 'POST', headers, QUERY);
    expect([response.status, code(response)]).toEqual([415, 'CONTENT_TYPE_REFUSED']);
    expect(response.body).not.toContain('data');
  });

  it('runs no mutation, even with the query in the URL', async () => {
    const query = encodeURIComponent('mutation { importArticle(input: { document: "x" }) { outcome } }');
    const response = await send(`${closed.url}/graphql?query=${query}`, 'POST', {
      'content-type': 'text/plain',
      'x-api-key': 's3cret',
    });
    expect(code(response)).toBe('CONTENT_TYPE_REFUSED');
    expect(
      (await send(`${closed.url}/graphql?query=${query}`, 'GET', { 'x-api-key': 's3cret' })).status,
    ).toBe(405);
  });

  it('cannot be JSON, which is accepted without further headers', async () => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/json;charset=utf-8',
    ]) {
      const response = await send(`${closed.url}/graphql`, 'POST', { 'content-type': type }, QUERY);
      expect([type, response.status, code(response)]).toEqual([type, 200, undefined]);
    }
  });
});

describe('a page of another origin', () => {
  const ask = (url: string, origin: string, more: Record<string, string> = {}) =>
    send(`${url}/graphql`, 'OPTIONS', {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,authorization',
      ...more,
    });

  it('passes no preflight and reads no response unless its origin is allowed', async () => {
    for (const [url, origin] of [
      [closed.url, OTHER_ORIGIN],
      [closed.url, DESK],
      [open.url, OTHER_ORIGIN],
      [open.url, 'null'],
      [open.url, 'https://desk.example.elsewhere.example'],
      [open.url, 'http://desk.example'],
    ] as const) {
      const asked = await ask(url, origin);
      const got = await send(`${url}/graphql?query={__typename}`, 'GET', { origin, 'x-api-key': 's3cret' });
      expect(got.status).toBe(200);
      for (const { headers } of [asked, got])
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('may send JSON and a key and read responses, errors too, if its origin is allowed', async () => {
    for (const origin of [DESK, 'http://localhost:3000']) {
      const asked = await ask(open.url, origin);
      expect(asked.status).toBe(204);
      expect(asked.headers['access-control-allow-origin']).toBe(origin);
      expect(asked.headers['access-control-allow-methods']).toBe('GET, POST');
      expect(String(asked.headers['access-control-allow-headers']).toLowerCase()).toMatch(
        /authorization, content-type, x-api-key/,
      );
      const headers = { origin, 'content-type': 'application/json' };
      const refused = await send(`${open.url}/graphql`, 'POST', headers, QUERY);
      const answered = await send(
        `${open.url}/graphql`,
        'POST',
        { ...headers, authorization: 'Bearer s3cret' },
        QUERY,
      );
      expect([refused.status, answered.status, answered.body]).toEqual([
        401,
        200,
        '{"data":{"__typename":"Query"}}',
      ]);
      for (const { headers } of [asked, refused, answered]) {
        expect(headers['access-control-allow-origin']).toBe(origin);
        expect(headers['access-control-allow-credentials']).toBeUndefined();
        expect(headers.vary).toContain('Origin');
      }
    }
  });

  it('gets responses that caches keep apart by origin', async () => {
    const { headers } = await send(`${open.url}/graphql?query={__typename}`, 'GET', {
      'x-api-key': 's3cret',
    });
    expect(headers.vary).toBe('Accept, Authorization, X-API-Key, Origin');
  });
});

describe('the headers that a page of an allowed origin may send', () => {
  const allowedHeaders = async () => {
    const { headers } = await send(`${open.url}/graphql`, 'OPTIONS', {
      origin: DESK,
      'access-control-request-method': 'POST',
    });
    return String(headers['access-control-allow-headers']).toLowerCase().split(', ');
  };

  it('include every request header that the documentation recommends', async () => {
    const allowed = await allowedHeaders();
    const folder = new URL('../../docs/', import.meta.url);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
    const text = pages.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const inCommands = [...text.matchAll(/-H ['"]([\w-]+):/g)].map(([, name = '']) => name.toLowerCase());
    const inProse = [
      ...text.matchAll(/`(Authorization|If-None-Match|Last-Event-ID|X-(?!Content-Type)[\w-]+)\b/g),
    ].map(([, name = '']) => name.toLowerCase());
    const recommended = new Set([...inCommands, ...inProse]);
    expect([...recommended]).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'accept', 'x-api-key', 'x-ascribe-cost']),
    );
    expect([...recommended].filter((name) => !allowed.includes(name))).toEqual([]);
    expect(allowed).toContain('last-event-id');
  });

  it('include every header that Apollo Client sends, and those that its servers and links ask for', async () => {
    const allowed = await allowedHeaders();
    let sent: string[] = [];
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      clientAwareness: { name: 'desk', version: '2' },
      link: new HttpLink({
        uri: `${open.url}/graphql`,
        headers: { authorization: 'Bearer s3cret' },
        fetch: (url, init) => {
          sent = [...new Headers(init?.headers).keys()];
          return fetch(url, init);
        },
      }),
    });
    await client.query({ query: gql('query Named { entities(first: 1) { totalCount } }') });
    expect(sent).toEqual(
      expect.arrayContaining(['apollographql-client-name', 'apollographql-client-version']),
    );
    const asked = [...sent, 'apollo-require-preflight', 'x-apollo-operation-name'];
    expect(asked.filter((name) => !allowed.includes(name))).toEqual([]);
  });
});

describe('a service on a loopback address', () => {
  const at = (
    service: LoggedApp,
    host: string,
    path = '/graphql?query={__typename}',
    accept = 'application/json',
  ) => send(service.url + path, 'GET', { host, accept, 'x-api-key': 's3cret' });

  it('accepts loopback host names', async () => {
    const { port } = new URL(closed.url);
    for (const host of [`127.0.0.1:${port}`, 'localhost', `LocalHost:${port}`, `[::1]:${port}`, '127.1.2.3'])
      expect([host, (await at(closed, host)).status]).toEqual([host, 200]);
  });

  it('rejects other host names, against DNS rebinding', async () => {
    for (const host of [
      'elsewhere.example',
      'localhost.elsewhere.example',
      '127.0.0.1.elsewhere.example',
      '10.0.0.1',
    ])
      for (const [path, accept] of [
        ['/graphql?query={__typename}', 'application/json'],
        ['/graphql', 'text/html'],
        ['/metrics', '*/*'],
      ]) {
        const response = await at(closed, host, path, accept);
        expect([host, path, response.status, code(response)]).toEqual([host, path, 421, 'HOST_REFUSED']);
      }
    await closed.waitForLines(({ status, codes }) => status === 421 && String(codes) === 'HOST_REFUSED');
  });

  it('answers health probes under any host name', async () => {
    for (const path of ['/health', '/ready'])
      expect((await at(closed, 'probe.example', path)).status).toBe(200);
  });

  it('accepts the configured host names, too', async () => {
    expect((await at(open, 'graph.example')).status).toBe(200);
    expect((await at(open, 'graph.example:443')).status).toBe(200);
    expect((await at(open, 'elsewhere.example')).status).toBe(421);
  });
});

it('a service on all addresses accepts any host name unless names are configured', async () => {
  for (const [names, status] of [
    ['', 200],
    ['graph.example', 421],
  ] as const) {
    const service = await startLoggedApp({ ASCRIBE_HOST: '0.0.0.0', ASCRIBE_ALLOWED_HOSTS: names });
    const url = service.url.replace('0.0.0.0', '127.0.0.1');
    const response = await send(`${url}/graphql?query={__typename}`, 'GET', { host: 'elsewhere.example' });
    await service.stop();
    expect([names, response.status]).toEqual([names, status]);
  }
});
