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

const TITLE = /^(?:query|mutation|subscription) (\w+)/m;

/**
 * Fills the tabs before the editor starts, which opens the tab whose query is in the address, or adds one without a title. A button brings back
 * examples that were closed.
 */
const prepareTabs = (examples: readonly ExampleQuery[]): string => `(() => {
  const examples = ${JSON.stringify(examples.map(({ query }) => ({ title: TITLE.exec(query)?.[1], query }))).replaceAll('<', '\\u003c')};
  const KEY = 'graphiql:';
  const read = () => {
    try {
      const state = JSON.parse(localStorage.getItem(KEY + 'tabState'));
      return state.tabs.length > 0 && state.tabs[state.activeTabIndex] ? state : null;
    } catch {
      return null;
    }
  };
  const save = (state) => {
    localStorage.setItem(KEY + 'tabState', JSON.stringify(state));
    const address = new URL(location.href);
    const asked = address.searchParams.get('query');
    // A link with another query opens in a tab of its own.
    if (asked !== null && !state.tabs.some(({ query }) => query === asked)) return;
    address.searchParams.set('query', state.tabs[state.activeTabIndex].query ?? '');
    history.replaceState(null, '', address);
  };
  const newTab = ({ title, query }) => ({
    id: 'example-' + title, title, query, operationName: title, hash: null, variables: null, headers: null, response: null,
  });
  try {
    save(read() ?? { tabs: examples.map(newTab), activeTabIndex: 0 });
  } catch {
    // Without storage the editor starts with one empty tab.
  }
  document.getElementById('all-examples').addEventListener('click', () => {
    // The editor stores its tabs some time after one is closed, so what is stored may still hold it.
    const shown = new Set([...document.querySelectorAll('.graphiql-tab-button')].map(({ textContent }) => textContent));
    const closed = examples.filter(({ title }) => !shown.has(title)).map(newTab);
    if (closed.length === 0) return;
    const left = (read()?.tabs ?? []).filter(({ title }) => shown.has(title));
    save({ tabs: [...left, ...closed], activeTabIndex: left.length });
    location.reload();
  });
  // The row of tabs is wider than the window, and most wheels only turn one way.
  document.addEventListener('wheel', ({ target, deltaX, deltaY }) => {
    if (deltaX === 0) target.closest('.graphiql-tabs')?.scrollBy(deltaY, 0);
  }, { passive: true });
})();`;

/** The first press on a tab starts an animation that takes it away from under the mouse, so that no click reaches it. */
const TABS_STYLE = '.graphiql-tab{transform:none!important}';
/** Under the icons of the left edge. */
const EXAMPLES_BUTTON =
  '<button id="all-examples" type="button" title="Bring back the example questions that you closed">All examples</button>';
const EXAMPLES_STYLE =
  '#all-examples{position:fixed;left:0;top:112px;width:60px;padding:0;border:0;background:none;cursor:pointer;font:11px/1.3 system-ui,sans-serif;color:#59636e}';

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
    // The browser must not keep an API key that was typed into the headers.
    shouldPersistHeaders: false,
  });
  const nonce = randomBytes(16).toString('base64');
  const [head, style, body, script, tail] = splitPage(html.trimStart());
  // The editor adds an invisible element below the page, which would cause useless scroll bars.
  const ownStyle = `${style}html,body{overflow:hidden}${TABS_STYLE}${EXAMPLES_STYLE}`;
  const ownScript = `${allowEditorStyles(nonce)}${prepareTabs(examples)}${script}`;
  const scriptTag = body.lastIndexOf('<script>');
  const ownBody = `${body.slice(0, scriptTag)}${EXAMPLES_BUTTON}${body.slice(scriptTag)}`;
  const page = Buffer.from(`${head}${ownStyle}${ownBody}${ownScript}${tail}`);
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
