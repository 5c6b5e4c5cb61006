import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ErrorCode } from '../../domain/errors.js';
import { EXPORT_FORMATS } from '../../interchange/export-formats.js';
import type { ApiKey } from '../../keys/api-key.js';
import type { ApiKeyProvider } from '../../keys/key-provider.js';
import { type RequestRecord, setRequestId } from '../../observability/request-record.js';
import type { Store } from '../../store/store.js';
import { maskError } from '../execution/errors.js';
import { type ExportRequest, openExport } from '../execution/open-export.js';
import { type Admission, overloaded, type Refusal } from '../limits/admission.js';
import { describeFullQuota } from '../limits/concurrency-quota.js';
import { findApiKey, identifyCaller, requireKey } from './auth.js';
import { allowOrigin, PREFLIGHT_HEADERS } from './cors.js';
import { parseExportRequest } from './export-parameters.js';
import { onResponseEnd } from './on-response-end.js';
import { sendJson } from './send-json.js';

/** Milliseconds that a client may take to read one piece. */
const PIECE_READ_TIMEOUT = 60_000;
/** Characters that are sent at a time: a row alone is much shorter. */
const PIECE_LENGTH = 64 * 1024;

interface ExportHandlerOptions {
  readonly store: Store;
  readonly apiKeys: ApiKeyProvider;
  readonly access: { readonly requireKey: boolean; readonly corsOrigins: readonly string[] };
  /** Shared with GraphQL: an export takes a slot as a query does. */
  readonly admission: Admission;
  /** Exports at a time; one client may have half of them. */
  readonly maxExports: number;
  readonly logError: (error: unknown) => void;
}

/** Answers GET /export: what `ascribe export` writes, as a download. Reads no faster than the client, and stops when it disconnects. */
export function createExportHandler(options: ExportHandlerOptions) {
  const { store, apiKeys, access, admission, maxExports, logError } = options;
  const running = new Map<object, string>();

  const admit = async (
    request: IncomingMessage,
    credentials: Headers,
    key: ApiKey | null,
  ): Promise<Refusal | null> => {
    const caller = identifyCaller(key, request.socket);
    const refusal = await admission.receive(request, caller);
    if (refusal !== null) return refusal;
    if (access.requireKey) requireKey(credentials, apiKeys, 'read');
    const full = describeFullQuota('exports', maxExports, running, caller);
    if (full !== null) return overloaded(`${full} are running already; try again later`, 10);
    running.set(request, caller);
    return await admission.start(request);
  };

  return async (request: IncomingMessage, response: ServerResponse, record: RequestRecord): Promise<void> => {
    const credentials = credentialsOf(request);
    record.kind = 'export';
    const key = findApiKey(credentials, apiKeys);
    record.key = key?.name ?? null;
    const cors = allowOrigin(request.headers.origin, access.corsOrigins);
    for (const [name, value] of Object.entries(cors ?? {})) response.setHeader(name, value);
    response.setHeader('vary', 'Authorization, X-API-Key, Origin');
    if (request.method === 'OPTIONS' && cors !== null) {
      response.writeHead(204, PREFLIGHT_HEADERS).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      sendJson(response, 405, { status: 'method not allowed', allowed: ['GET', 'HEAD'] });
      return;
    }
    const disconnect = new AbortController();
    const release = () => {
      running.delete(request);
      admission.release(request);
    };
    onResponseEnd(request, response, () => {
      disconnect.abort();
      release();
    });
    try {
      const refusal = await admit(request, credentials, key);
      if (refusal !== null) return sendRefusal(response, refusal, record);
      const asked = parseExportRequest(request.url ?? '');
      const source = {
        asOf: (timestamp: string) => store.withSignal(disconnect.signal).asOf(timestamp),
        writePosition: () => store.writePosition(),
      };
      const pieces = recordFailure(await openExport(source, asked), disconnect.signal, record, logError);
      await send(pieces, asked, request, response, disconnect.signal);
    } catch (error) {
      // In the middle: the connection closes without the last chunk, so that nobody takes the part for the whole.
      if (disconnect.signal.aborted || response.headersSent) response.destroy();
      else sendError(response, error, record, logError);
    } finally {
      // Again: the client may have disconnected before there was anything to release.
      release();
    }
  };
}

/** An error in the middle of an export reaches no client, so it is recorded here. */
async function* recordFailure(
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
  record: RequestRecord,
  logError: (error: unknown) => void,
): AsyncGenerator<string, void> {
  try {
    yield* pieces;
  } catch (error) {
    if (signal.aborted) throw error;
    setRequestId(error, record.id);
    const masked = maskError(error, logError);
    record.codes.add(masked.extensions.code as ErrorCode);
    throw masked;
  }
}

async function send(
  pieces: AsyncIterable<string>,
  { format, statuses }: ExportRequest,
  { method }: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const chunks = joinPieces(pieces)[Symbol.asyncIterator]();
  try {
    // What cannot begin is answered as an error.
    const first = await chunks.next();
    if (signal.aborted) return;
    const name = statuses.map((status) => status.toLowerCase()).join('-');
    response.writeHead(200, {
      'content-type': EXPORT_FORMATS[format].mediaType,
      'content-disposition': `attachment; filename="ascribe-${name}.${format === 'stix' ? 'json' : format}"`,
      'cache-control': 'no-store',
    });
    if (method === 'HEAD') {
      response.end();
      return;
    }
    const rest = async function* () {
      for (let next = first; !next.done; next = await chunks.next()) {
        const timeout = setTimeout(() => response.destroy(), PIECE_READ_TIMEOUT);
        try {
          yield next.value;
        } finally {
          clearTimeout(timeout);
        }
      }
    };
    await pipeline(Readable.from(rest(), { highWaterMark: 1 }), response, { signal });
  } finally {
    await chunks.return?.(undefined);
  }
}

/** The same text in longer pieces. The first one comes as it is. */
async function* joinPieces(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  let joined = '';
  let started = false;
  for await (const piece of pieces) {
    joined += piece;
    if (started && joined.length < PIECE_LENGTH) continue;
    started = true;
    yield joined;
    joined = '';
  }
  if (joined !== '') yield joined;
}

/** The headers that an API key may be in. */
function credentialsOf({ headers }: IncomingMessage): Headers {
  const credentials = new Headers();
  for (const name of ['authorization', 'x-api-key']) {
    const value = headers[name];
    if (typeof value === 'string') credentials.set(name, value);
  }
  return credentials;
}

function sendRefusal(
  response: ServerResponse,
  { status, code, message, retryAfter }: Refusal,
  record: RequestRecord,
): void {
  response.setHeader('retry-after', String(retryAfter));
  sendErrorBody(response, status, { code, message }, record);
}

/** Codes that are no mistake of the client. */
const STATUS_OF_CODE: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  STORE_UNAVAILABLE: 503,
  STORE_OUT_OF_MEMORY: 503,
  STORE_UNUSABLE: 500,
  INTERNAL: 500,
};

function sendError(
  response: ServerResponse,
  error: unknown,
  record: RequestRecord,
  logError: (error: unknown) => void,
): void {
  setRequestId(error, record.id);
  const { message, extensions } = maskError(error, logError);
  const code = extensions.code as ErrorCode;
  if (code === 'UNAUTHENTICATED') response.setHeader('www-authenticate', 'Bearer');
  sendErrorBody(response, STATUS_OF_CODE[code] ?? 400, { ...extensions, code, message }, record);
}

function sendErrorBody(
  response: ServerResponse,
  status: number,
  { message, ...extensions }: { readonly code: ErrorCode; readonly message: string },
  record: RequestRecord,
): void {
  record.codes.add(extensions.code);
  sendJson(response, status, { errors: [{ message, extensions }] });
}
