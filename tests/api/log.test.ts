import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '#ascribe/observability/log.js';
import { type LoggedApp, startLoggedApp } from './logged-app.js';

const KEY = 'k3y-of-anna';
let service: LoggedApp;

beforeAll(async () => {
  service = await startLoggedApp({ ASCRIBE_API_KEYS: `anna:${KEY}` });
});
afterAll(() => service.stop());

function post(body: object, headers: Record<string, string> = {}) {
  return fetch(service.app.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const of = (id: string) => (line: Readonly<Record<string, unknown>>) => line.requestId === id;

it('each request is one line with its operation and outcome', async () => {
  const query = 'query Who($id: ID!) { entity(id: $id) { name } } query Other { __typename }';
  const response = await post(
    { query, operationName: 'Who', variables: { id: 'nobody-of-arland' } },
    { 'x-request-id': 'mine-1' },
  );
  expect(response.headers.get('x-request-id')).toBe('mine-1');
  const lines = await service.waitForLines(of('mine-1'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    requestId: 'mine-1',
    method: 'POST',
    path: '/graphql',
    kind: 'query',
    operation: 'Who',
    status: 200,
    ms: expect.any(Number),
    codes: ['NOT_FOUND'],
    msg: 'request',
  });
});

it('logs a key by name only, and no keys, queries or variables', async () => {
  const query = 'mutation Put { importArticle(input: { document: "s3cret quote" }) { outcome } }';
  await post(
    { query, variables: { more: 's3cret variable' } },
    { authorization: `Bearer ${KEY}`, 'x-request-id': 'mine-2' },
  );
  const [line] = await service.waitForLines(of('mine-2'));
  expect(line).toMatchObject({
    key: 'anna',
    kind: 'mutation',
    operation: 'Put',
    codes: ['INVALID_DOCUMENT'],
  });
  expect(service.logText()).not.toMatch(/s3cret|k3y|importArticle/);
});

it('replaces a malformed request id', async () => {
  for (const given of ['a b', '"},{"level":"error', 'x'.repeat(65), '-', '../..']) {
    const response = await fetch(`${service.url}/nowhere`, { headers: { 'x-request-id': given } });
    const id = response.headers.get('x-request-id') ?? '';
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const [line] = await service.waitForLines(of(id));
    expect(line).toMatchObject({ path: 'other', status: 404 });
  }
});

it('text that a client invents, such as a path or an operation name, does not get into the log', async () => {
  await fetch(`${service.url}/%0a{"level":"error"}`);
  await post(
    { query: '{ __typename }', operationName: 'x\n{"level":"error"}' },
    { 'x-request-id': 'mine-3' },
  );
  const [line] = await service.waitForLines(of('mine-3'));
  expect(line).not.toHaveProperty('operation');
  expect(service.logText()).not.toContain('"level":"error"');
});

it('logs probes only at level debug', async () => {
  await fetch(`${service.url}/health`, { headers: { 'x-request-id': 'probe-1' } });
  await fetch(`${service.url}/nowhere`, { headers: { 'x-request-id': 'after-probe' } });
  await service.waitForLines(of('after-probe'));
  expect(service.logText()).not.toContain('probe-1');
});

it('an internal error gives the client the request id, and the log a stack without passwords', async () => {
  const { withSignal } = service.app.store;
  const lost = async () => {
    throw new Error('lost neo4j://anna:pa55word@db.example:7687', {
      cause: new Error('header authorization: Bearer t0ken, password=pa55word'),
    });
  };
  service.app.store.withSignal = (signal) => ({ ...withSignal(signal), list: lost });
  const response = await post({ query: '{ sources { nodes { id } } }' }, { 'x-request-id': 'mine-4' });
  service.app.store.withSignal = withSignal;
  const { errors } = (await response.json()) as { errors: { extensions: object }[] };
  expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL', requestId: 'mine-4' });
  const [failure, request] = await service.waitForLines(of('mine-4'), 2);
  expect(failure).toMatchObject({ level: 'error', err: { stack: expect.stringContaining('log.test') } });
  expect(request).toMatchObject({ level: 'info', codes: ['INTERNAL'] });
  expect(service.logText()).toContain('neo4j://[redacted]@db.example:7687');
  expect(service.logText()).not.toMatch(/pa55word|t0ken/);
});

it('logs nothing at level silent', () => {
  const lines: string[] = [];
  createLogger('silent', { write: (line) => lines.push(line) }).error('a line');
  expect(lines).toEqual([]);
});
