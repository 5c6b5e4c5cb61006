import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { ExampleQuery } from '../schema.js';

/** The page may reach the service that served it, and nothing else: no request leaves the machine, whatever its scripts hold. */
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

/** GraphiQL as one page without outside parts, an example in each tab. */
export function createGraphiql(examples: readonly ExampleQuery[]) {
  let rendering: Promise<{ page: Buffer; packed: Buffer; tag: string }> | undefined;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    rendering ??= render(examples);
    const { page, packed, tag } = await rendering;
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('vary', 'accept, accept-encoding');
    response.setHeader('etag', tag);
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
      return;
    }
    const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (zipped) response.setHeader('content-encoding', 'gzip');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(zipped ? packed : page);
  };
}

/** Made once, at the first visit: the page is 9 MB, most of it the editor. */
async function render(examples: readonly ExampleQuery[]) {
  const html = renderGraphiQL({
    title: 'ascribe',
    defaultTabs: examples.map(({ query }) => ({ query })),
    // A key that is typed into the headers is not left behind in the browser.
    shouldPersistHeaders: false,
  });
  // The editor puts an invisible part below the page, and with it scroll bars that lead nowhere.
  const page = Buffer.from(html.trimStart().replace('</style>', 'html,body{overflow:hidden}</style>'));
  return {
    page,
    packed: await promisify(gzip)(page),
    tag: `"${createHash('sha256').update(page).digest('hex').slice(0, 32)}"`,
  };
}
