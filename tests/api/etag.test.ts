import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type LoggedApp, startLoggedApp } from './logged-app.js';

let service: LoggedApp;

beforeAll(async () => {
  service = await startLoggedApp();
});
afterAll(() => service.stop());

const get = (query: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${service.app.url}?query=${encodeURIComponent(query)}`, { method, headers });

const ENTITIES = '{ entities { nodes { id } } }';

describe('a response to GET', () => {
  it('has an ETag and must be revalidated', async () => {
    const { status, headers } = await get(ENTITIES);
    expect(status).toBe(200);
    expect(headers.get('etag')).toMatch(/^"[\w-]{43}"$/);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toBe('Accept, Authorization, X-API-Key');
  });

  it('is 304 without a body if the client already has it', async () => {
    const tag = (await get(ENTITIES)).headers.get('etag') ?? '';
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get(ENTITIES, { 'if-none-match': given });
      expect([given, again.status, await again.text()]).toEqual([given, 304, '']);
      expect(again.headers.get('etag')).toBe(tag);
      expect(again.headers.get('cache-control')).toBe('private, no-cache');
      expect(again.headers.get('content-type')).toBeNull();
    }
  });

  it('has another ETag after an import', async () => {
    const tag = (await get(ENTITIES)).headers.get('etag') ?? '';
    await service.app.store.write((writer) =>
      writer.put([
        articleOf(
          'courier',
          [entity('arland', 'STATE'), entity('river-front', 'ARMED_GROUP')],
          [{ subject: 'arland', predicate: 'FUNDS', object: 'river-front' }],
        ),
      ]),
    );
    const after = await get(ENTITIES, { 'if-none-match': tag });
    expect(after.status).toBe(200);
    expect(await after.text()).toContain('river-front');
    expect(after.headers.get('etag')).not.toBe(tag);
  });

  it('has another ETag in another format', async () => {
    const tags = ['application/json', 'application/graphql-response+json'].map(async (accept) => {
      const { headers } = await get('{ a: __typename b: entities { totalCount } }', { accept });
      return [headers.get('content-type'), headers.get('etag')];
    });
    expect(new Set((await Promise.all(tags)).map(([type]) => type)).size).toBe(2);
  });

  it('must not be stored if it has errors', async () => {
    for (const query of ['{ entity(id: "nobody") { id } }', '{ nonsense }', '{']) {
      const { headers } = await get(query, { 'if-none-match': '*' });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
  });
});

it('a response in an unacceptable format must not be stored', async () => {
  const { status, headers } = await get(ENTITIES, { accept: 'image/png' });
  expect([status, headers.get('cache-control')]).toEqual([406, 'no-store']);
});

it('HEAD gets the headers of GET, without a body', async () => {
  const whole = await get(ENTITIES);
  const head = await get(ENTITIES, {}, 'HEAD');
  expect(head.status).toBe(200);
  for (const name of ['etag', 'cache-control', 'vary', 'content-type', 'content-length'])
    expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
  expect(await head.text()).toBe('');
  const known = await get(ENTITIES, { 'if-none-match': whole.headers.get('etag') ?? '' }, 'HEAD');
  expect(known.status).toBe(304);
});

it('rejects a mutation by GET or HEAD and names POST as allowed', async () => {
  for (const method of ['GET', 'HEAD']) {
    const response = await get(
      'mutation { importArticle(input: { document: "x" }) { outcome } }',
      {},
      method,
    );
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});

it('variables in the URL that are not JSON are BAD_INPUT, not an internal error', async () => {
  const response = await fetch(`${service.app.url}?query={__typename}&variables={`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_INPUT' } }] });
});
