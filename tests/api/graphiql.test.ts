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

it('a browser at /graphql gets GraphiQL, an example in each tab', async () => {
  const page = await (await visit()).text();
  const options = page.slice(page.lastIndexOf('renderYogaGraphiQL('));
  for (const { name, query } of readExamples())
    expect(options.includes(JSON.stringify(query)), name).toBe(true);
});

it('the page brings all of its parts along, and may reach nothing but its own service', async () => {
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

it('a second visit does not carry the page again', async () => {
  const tag = (await visit()).headers.get('etag') ?? '';
  expect((await visit({ 'if-none-match': tag })).status).toBe(304);
});

it('a program at /graphql gets GraphQL', async () => {
  const response = await fetch(`${service.url}/graphql?query={__typename}`);
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
});

it('no page of another origin may read the answers', async () => {
  const response = await fetch(`${service.url}/graphql?query={__typename}`, {
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
