import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { lazy } from '../../async/lazy.js';
import type { ExampleQuery } from '../schema.js';
import { matchesEtag } from './etag.js';

/** The page may only reach the service that served it, whatever its scripts contain. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' blob:",
  "style-src 'self' 'unsafe-inline'",
  'worker-src blob:',
  "connect-src 'self'",
  'img-src data: blob:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves GraphiQL as one self-contained page, with one example query per tab. */
export function createGraphiql(examples: readonly ExampleQuery[]) {
  // On the first visit: the page has 9 MB, most of it the editor.
  const rendered = lazy(() => render(examples));
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { page, gzipped, etag } = await rendered();
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('vary', 'accept, accept-encoding');
    response.setHeader('etag', etag);
    if (matchesEtag(request.headers['if-none-match'], etag)) {
      response.writeHead(304).end();
      return;
    }
    const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (acceptsGzip) response.setHeader('content-encoding', 'gzip');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(acceptsGzip ? gzipped : page);
  };
}

async function render(examples: readonly ExampleQuery[]) {
  const html = renderGraphiQL({
    title: 'ascribe',
    defaultTabs: examples.map(({ query }) => ({ query })),
    // The browser must not keep an API key that was typed into the headers.
    shouldPersistHeaders: false,
  });
  // The editor adds an invisible element below the page, which would cause useless scroll bars.
  const page = Buffer.from(html.trimStart().replace('</style>', 'html,body{overflow:hidden}</style>'));
  return {
    page,
    gzipped: await promisify(gzip)(page),
    etag: `"${createHash('sha256').update(page).digest('hex').slice(0, 32)}"`,
  };
}
