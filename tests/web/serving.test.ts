import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createExplorer } from '#ascribe/api/http/explorer.js';
import { type Service, startService } from '../api/service.js';

let service: Service;
let html: string;

beforeAll(async () => {
  service = await startService();
  html = await (await fetch(`${service.url}/`)).text();
});
afterAll(() => service.close());

const assetsOf = (page: string): readonly string[] =>
  [...page.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)].map(([, path]) => String(path));

it('the page is at / and its files have their types', async () => {
  const types = await Promise.all(
    ['/', ...assetsOf(html)].map(async (path) =>
      (await fetch(`${service.url}${path}`)).headers.get('content-type'),
    ),
  );
  expect(types[0]).toBe('text/html; charset=utf-8');
  expect(new Set(types)).toEqual(
    new Set([
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'text/css; charset=utf-8',
      'image/svg+xml',
    ]),
  );
});

it('the policy of the page allows only its own files and its own service', async () => {
  const { headers } = await fetch(`${service.url}/`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/https?:|\*|unsafe|data:/);
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|style=|https?:/);
});

it('a file that the browser has is answered with 304', async () => {
  for (const path of ['/', ...assetsOf(html)]) {
    const etag = (await fetch(`${service.url}${path}`)).headers.get('etag') ?? '';
    const again = await fetch(`${service.url}${path}`, { headers: { 'if-none-match': etag } });
    expect([path, again.status]).toEqual([path, 304]);
  }
});

it('files whose names change with their content stay in the cache, the page itself does not', async () => {
  const cacheOf = async (path: string) => (await fetch(`${service.url}${path}`)).headers.get('cache-control');
  expect(await cacheOf('/')).toBe('no-cache');
  const script = assetsOf(html).find((path) => path.endsWith('.js')) ?? '';
  expect(await cacheOf(script)).toContain('immutable');
});

it('HEAD answers the headers alone', async () => {
  const response = await fetch(`${service.url}/`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
});

it('other methods and unknown files are refused', async () => {
  const posted = await fetch(`${service.url}/`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  for (const path of ['/assets/none.js', '/assets/', '/assets/../../package.json', '/index.htm', '/web/']) {
    const response = await fetch(`${service.url}${path}`);
    expect([path, response.status]).toEqual([path, 404]);
  }
});

it('a folder without a built page is no Explorer', () => {
  expect(createExplorer('tests/web')).toBeNull();
});

it('GraphiQL stays at /graphql', async () => {
  const response = await fetch(`${service.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(await response.text()).toContain('GraphiQL');
});

it('the first view has at most 150 kB of script, gzipped', () => {
  const scripts = assetsOf(html).filter((path) => path.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  const sizes = scripts.map((path) => gzipSync(readFileSync(`dist/web${path}`)).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(150_000);
});

it('the operations of the page and their types are those of the schema', () => {
  execFileSync(process.execPath, ['docs/generate-web-types.mjs', '--check']);
});
