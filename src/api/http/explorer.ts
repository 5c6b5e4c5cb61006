import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { programFile } from '../../files/program-file.js';
import { matchesEtag } from './etag.js';
import { sendJson } from './send-json.js';

/** The built page: `npm run build` writes it from src/web. */
const PAGE_FOLDER = fileURLToPath(programFile('web/'));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page runs only its own files, reaches only its own service, and no text can become markup. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
  /** The name of the file changes with its content. */
  readonly immutable: boolean;
}

/** Answers requests for the files of the Explorer; false if a path is none of them. */
export type Explorer = (path: string, request: IncomingMessage, response: ServerResponse) => boolean;

/** Serves the Explorer from memory, `/` included. Null if it was not built. */
export function createExplorer(folder = PAGE_FOLDER): Explorer | null {
  if (!existsSync(join(folder, 'index.html'))) return null;
  const files = readPage(folder);
  return (path, request, response) => {
    const file = files.get(path === '/' ? '/index.html' : path);
    if (file === undefined) return false;
    send(file, request, response);
    return true;
  };
}

function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in CONTENT_TYPES)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name));
      const file: PageFile = {
        type: CONTENT_TYPES[extname(name)] as string,
        bytes,
        gzipped: gzipSync(bytes, { level: 9 }),
        etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
        immutable: name.startsWith(`assets${sep}`),
      };
      return [`/${name.split(sep).join('/')}`, file];
    }),
  );
}

function send(file: PageFile, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    sendJson(response, 405, { status: 'method not allowed', allowed: ['GET', 'HEAD'] });
    return;
  }
  response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('etag', file.etag);
  if (matchesEtag(headers['if-none-match'], file.etag)) {
    response.writeHead(304).end();
    return;
  }
  const acceptsGzip = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  if (acceptsGzip) response.setHeader('content-encoding', 'gzip');
  const body = acceptsGzip ? file.gzipped : file.bytes;
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length });
  // Node omits the body of a response to HEAD.
  response.end(body);
}
