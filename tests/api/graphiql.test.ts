import { afterAll, beforeAll, expect, it } from 'vitest';
import { readExamples } from '#ascribe/api/schema.js';
import { type Service, startService } from './service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const visit = (headers: Record<string, string> = {}) =>
  fetch(`${service.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml', ...headers } });

it('serves GraphiQL to browsers, with every example', async () => {
  const page = await (await visit()).text();
  for (const { name, query } of readExamples())
    expect(page.includes(JSON.stringify(query).replaceAll('<', '\\u003c')), name).toBe(true);
});

it('the page loads nothing from other hosts and can reach only its own service', async () => {
  const response = await visit();
  const page = await response.text();
  const markup = page.replace(/<style>[\s\S]*<\/style>/, '').replace(/<script>[\s\S]*<\/script>/, '');
  const addresses = [...markup.matchAll(/(?:src|href)="([^"]{0,30})/g)].map(([, address]) => address);
  expect(addresses).toEqual([expect.stringMatching(/^data:image/)]);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/https?:|\*/);
});

it('answers 304 if the browser already has the page', async () => {
  const tag = (await visit()).headers.get('etag') ?? '';
  expect((await visit({ 'if-none-match': tag })).status).toBe(304);
});

it('serves GraphQL to programs at the same path', async () => {
  const response = await fetch(`${service.url}/graphql?query={__typename}`);
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
});

it('does not allow pages of other origins to read responses', async () => {
  const response = await fetch(`${service.url}/graphql?query={__typename}`, {
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
