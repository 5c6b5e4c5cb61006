import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isValidHost } from '#ascribe/api/http/host-check.js';
import { type ServedCli, serveCli } from '../cli/serve-cli.js';
import { removeFolder } from '../remove-folder.js';

let folder: string;
let service: ServedCli;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-last-'));
  service = await serveCli(['--store', join(folder, 'a.db')]);
});
afterAll(async () => {
  await service.stop();
  removeFolder(folder);
});

interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Sends these bytes and reads the answer until the service closes the connection. */
function sendRaw(text: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (part) => {
      answer += part;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [headers = '', body = ''] = answer.split(/\r\n\r\n(.*)/s);
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(headers)?.[1] ?? 0), headers, body });
    });
    socket.write(Buffer.from(text, 'latin1'));
  });
}

const request = (path: string, ...lines: string[]) =>
  sendRaw([`GET ${path} HTTP/1.1`, ...lines, 'connection: close', '', ''].join('\r\n'));

const QUERY = '/graphql?query=%7B__typename%7D';

/** The answer is an error of ascribe: JSON with a code, without a path of the machine. */
function expectOwnError({ headers, body }: RawAnswer): void {
  expect(headers.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(headers.toLowerCase()).toContain('content-type: application/json');
  expect(body).toMatch(/"extensions":\{"code":"[A-Z_]+"/);
  expect(body).not.toMatch(/node_modules|\bat .*:\d+:\d+|file:\/\//);
}

describe('a malformed Host header', () => {
  const MALFORMED = [
    '127.999.1.1',
    'localhost:99999',
    'a b',
    'localhost:port',
    '[::1',
    'localhost/graphql',
    'user@localhost',
    'localhost#x',
    'localhost?x',
    'local\\host',
    'höst',
    'localhost:80:80',
  ];
  for (const path of [QUERY, '/', '/health', '/ready', '/metrics', '/nowhere'])
    it(`is answered with 400 at ${path}`, async () => {
      for (const host of MALFORMED) {
        const answer = await request(path, `host: ${host}`);
        expect([host, answer.status]).toEqual([host, 400]);
        expectOwnError(answer);
      }
    });

  it('is answered with 400 if there are none or two', async () => {
    for (const lines of [[], ['host: localhost', 'host: localhost']]) {
      const answer = await request(QUERY, ...lines);
      expect(answer.status).toBe(400);
      expectOwnError(answer);
    }
  });

  it('is none that a URL can have', () => {
    const hosts = fc.oneof(
      fc.webAuthority(),
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.ipV4Extended(),
      fc.ipV6(),
      fc.tuple(fc.domain(), fc.integer({ min: 0, max: 70_000 })).map(([name, port]) => `${name}:${port}`),
    );
    fc.assert(
      fc.property(hosts, (host) => {
        if (!isValidHost([host], '1.1') || host === '') return;
        const { username, pathname, search, hash } = new URL(`http://${host}/path?query`);
        expect([username, pathname, search, hash]).toEqual(['', '/path', '?query', '']);
      }),
      { numRuns: 2000 },
    );
  });

  it('differs from one that is valid', async () => {
    for (const host of ['localhost', 'LOCALHOST:4000', '127.0.0.1', '[::1]:4000', '127.1.2.3:80'])
      expect([host, (await request(QUERY, `host: ${host}`)).status]).toEqual([host, 200]);
    const other = await request(QUERY, 'host: other.example');
    expect(other.status).toBe(421);
    expectOwnError(other);
  });
});

describe('a request that no handler can answer', () => {
  const REQUESTS: Readonly<Record<string, [string, number]>> = {
    'is not HTTP': ['nonsense\r\n\r\n', 400],
    'has a malformed header': ['GET /health HTTP/1.1\r\nhost: localhost\r\nbad header\r\n\r\n', 400],
    'has a huge header': [`GET /health HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    'has a malformed chunk': [
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    'expects what nobody knows': [
      'GET /health HTTP/1.1\r\nhost: localhost\r\nexpect: magic\r\nconnection: close\r\n\r\n',
      417,
    ],
  };
  for (const [name, [text, status]] of Object.entries(REQUESTS))
    it(`because it ${name} is answered with ${status} and an error of ascribe`, async () => {
      const answer = await sendRaw(text);
      expect(answer.status).toBe(status);
      expectOwnError(answer);
    });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])(
    'with the method %s has no default page',
    async (method) => {
      for (const path of ['/graphql', '/graphql/', '/nowhere', '*']) {
        const answer = await sendRaw(
          `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
        );
        expect(answer.headers.toLowerCase()).toContain('x-content-type-options: nosniff');
        expect(answer.body).not.toMatch(/node_modules|<html/i);
      }
    },
  );
});

it('every response forbids content sniffing', async () => {
  for (const path of ['/graphql', '/export', QUERY, '/', '/health', '/ready', '/metrics', '/nowhere'])
    for (const accept of ['*/*', 'text/html']) {
      const answer = await request(path, 'host: localhost', `accept: ${accept}`);
      expect([path, answer.headers.toLowerCase().includes('x-content-type-options: nosniff')]).toEqual([
        path,
        true,
      ]);
      expect(answer.headers.toLowerCase()).toContain("content-security-policy: default-src 'none'");
      expect(answer.headers).not.toContain('unsafe-inline');
    }
});

it('a path that is unknown is answered with those that are known', async () => {
  const { paths } = (await (await fetch(`${service.url}/nowhere`)).json()) as { paths: unknown };
  expect(paths).toEqual(['/graphql', '/export', '/health', '/ready', '/metrics']);
});

describe('a request for a WebSocket', () => {
  const HANDSHAKE = [
    'host: localhost',
    'upgrade: WebSocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-protocol: graphql-transport-ws',
  ];
  const ask = (path: string, lines: readonly string[]) =>
    sendRaw([`GET ${path} HTTP/1.1`, ...lines, 'connection: Upgrade', '', ''].join('\r\n'));

  it.each(['/graphql', '/', '/subscriptions'])('is answered with the way to subscribe: %s', async (path) => {
    const answer = await ask(path, HANDSHAKE);
    expect(answer.status).toBe(400);
    expectOwnError(answer);
    expect(answer.body).toMatch(/server-sent events \(SSE\).*Accept: text\/event-stream/);
    expect(answer.headers.toLowerCase()).toContain('connection: close');
  });

  it('reveals nothing under a foreign host name', async () => {
    const answer = await ask('/graphql', [
      'host: elsewhere.example',
      ...HANDSHAKE.slice(1),
      'connection: close',
    ]);
    expect(answer.status).toBe(421);
  });

  it('differs from the offer of another protocol, which is ignored', async () => {
    const answer = await request(QUERY, 'host: localhost', 'upgrade: h2c', 'http2-settings: AAMAAABk');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { data: { __typename: 'Query' } }]);
  });
});
