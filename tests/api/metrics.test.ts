import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type LoggedApp, startLoggedApp } from './logged-app.js';
import { interceptReads } from './service.js';

let service: LoggedApp;

beforeAll(async () => {
  service = await startLoggedApp();
});
afterAll(() => service.stop());

const metrics = async () => (await fetch(`${service.url}/metrics`)).text();

async function ask(query: string): Promise<void> {
  await (await fetch(`${service.app.url}?query=${encodeURIComponent(query)}`)).text();
}

it('counts and times requests by kind and outcome', async () => {
  await ask('{ entities { nodes { id } } }');
  await ask('{ entity(id: "nobody") { id } }');
  await ask('{ nonsense }');
  await ask('{');
  await expect.poll(metrics).toContain('ascribe_requests_total{kind="query",outcome="OK"} 1');
  const text = await metrics();
  expect(text).toContain('ascribe_requests_total{kind="query",outcome="NOT_FOUND"} 1');
  expect(text).toContain('ascribe_requests_total{kind="query",outcome="GRAPHQL_VALIDATION_FAILED"} 1');
  expect(text).toContain('ascribe_requests_total{kind="none",outcome="GRAPHQL_PARSE_FAILED"} 1');
  expect(text).toContain('ascribe_errors_total{code="NOT_FOUND"} 1');
  expect(text).toContain('ascribe_request_duration_seconds_count{kind="query"} 3');
  expect(text).toMatch(/^ascribe_requests_in_flight 0$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
});

it('does not count requests as in flight after their client disconnects', async () => {
  const { store } = service.app;
  const { withSignal } = store;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void interceptReads(store, async (call) => {
    await held;
    return call();
  });
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  socket.write('GET /graphql?query={entities{nodes{id}}} HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(15));
  await expect.poll(metrics).toMatch(/^ascribe_requests_in_flight 15$/m);
  socket.destroy();
  await expect.poll(metrics).toMatch(/^ascribe_requests_in_flight 0$/m);
  store.withSignal = withSignal;
  release();
});

it('times store calls by method, those with asOf too', async () => {
  await ask('{ entities(asOf: "2020-01-01T00:00:00Z") { nodes { id } } }');
  const text = await metrics();
  expect(text).toMatch(
    /ascribe_store_duration_seconds_count\{store="sqlite",access="read",method="list entities",result="ok"\} \d+/,
  );
});

it('counts articles and claims once they are durable', async () => {
  const { store } = service.app;
  const courier = articleOf(
    'courier',
    [entity('arland', 'STATE'), entity('river-front', 'ARMED_GROUP')],
    [{ subject: 'arland', predicate: 'FUNDS', object: 'river-front' }],
  );
  await store.write((writer) => writer.put([courier]));
  await store.write((writer) => writer.put([courier]));
  await store.preview((writer) => writer.put([{ ...courier }]));
  await expect(
    store.write(async (writer) => {
      await writer.put([courier]);
      throw new Error('taken back');
    }),
  ).rejects.toThrow('taken back');
  const text = await metrics();
  expect(text).toContain('ascribe_imported_articles_total{result="created"} 1');
  expect(text).toContain('ascribe_imported_articles_total{result="unchanged"} 1');
  expect(text).toContain('ascribe_imported_claims_total{result="created"} 1');
  expect(text).toMatch(/access="write",method="write",result="ok"\} 2/);
  expect(text).toMatch(/access="write",method="write",result="failed"\} 1/);
});

it('uses no text of a client as a label', async () => {
  await ask('query Nosy { entity(id: "nosy-word") { id } }');
  await fetch(`${service.url}/nosy-path`);
  expect(await metrics()).not.toMatch(/nosy/i);
});

it('ASCRIBE_METRICS=off removes /metrics', async () => {
  const quiet = await startLoggedApp({ ASCRIBE_METRICS: 'off' });
  expect((await fetch(`${quiet.url}/metrics`)).status).toBe(404);
  await quiet.stop();
});
