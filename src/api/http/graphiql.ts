import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { lazy } from '../../async/lazy.js';
import type { ExampleQuery } from '../schema.js';
import { matchesEtag } from './etag.js';

/** The page may only reach the service that served it, and runs only its own script and styles: no other inline ones. */
const contentSecurityPolicy = (script: string, style: string, nonce: string): string =>
  [
    "default-src 'none'",
    `script-src '${hashSource(script)}'`,
    `style-src '${hashSource(style)}' 'nonce-${nonce}'`,
    'worker-src blob:',
    "connect-src 'self'",
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const hashSource = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/**
 * The editor makes style elements, and markup with style attributes, which the policy would block. Gives its elements the nonce, and sets its
 * attributes as properties, which the policy allows to scripts.
 */
const allowEditorStyles = (nonce: string): string => `(() => {
  const createElement = Document.prototype.createElement;
  Document.prototype.createElement = function (...args) {
    const element = createElement.apply(this, args);
    if (element instanceof HTMLStyleElement) element.nonce = '${nonce}';
    return element;
  };
  const applyStyles = (root) => {
    for (const element of root.querySelectorAll('[style]'))
      if (element.style.length === 0) element.style.cssText = element.getAttribute('style');
  };
  const innerHTML = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...innerHTML,
    set(html) {
      innerHTML.set.call(this, html);
      applyStyles(this);
    },
  });
  const insertAdjacentHTML = Element.prototype.insertAdjacentHTML;
  Element.prototype.insertAdjacentHTML = function (...args) {
    insertAdjacentHTML.apply(this, args);
    applyStyles(this.parentElement ?? this);
  };
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
})();`;

/** Serves GraphiQL as one self-contained page, with one example query per tab. */
export function createGraphiql(examples: readonly ExampleQuery[]) {
  // On the first visit: the page has 9 MB, most of it the editor.
  const rendered = lazy(() => render(examples));
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { page, gzipped, policy, etag } = await rendered();
    response.setHeader('content-security-policy', policy);
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
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'ascribe',
    defaultTabs: examples.map(({ query }) => ({ query })),
    // The browser must not keep an API key that was typed into the headers.
    shouldPersistHeaders: false,
  });
  const nonce = randomBytes(16).toString('base64');
  const [head, style, body, script, tail] = splitPage(html.trimStart());
  // The editor adds an invisible element below the page, which would cause useless scroll bars.
  const ownStyle = `${style}html,body{overflow:hidden}`;
  const ownScript = `${allowEditorStyles(nonce)}${script}`;
  const page = Buffer.from(`${head}${ownStyle}${body}${ownScript}${tail}`);
  return {
    page,
    gzipped: await promisify(gzip)(page),
    policy: contentSecurityPolicy(ownScript, ownStyle, nonce),
    etag: `"${createHash('sha256').update(page).digest('hex').slice(0, 32)}"`,
  };
}

/** Splits the page at the ends of its one style element and its one script element. */
function splitPage(html: string): [head: string, style: string, body: string, script: string, tail: string] {
  const style = html.indexOf('<style>') + '<style>'.length;
  const styleEnd = html.indexOf('</style>', style);
  const script = html.indexOf('<script>', styleEnd) + '<script>'.length;
  const scriptEnd = html.lastIndexOf('</script>');
  return [
    html.slice(0, style),
    html.slice(style, styleEnd),
    html.slice(styleEnd, script),
    html.slice(script, scriptEnd),
    html.slice(scriptEnd),
  ];
}
