import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { AscribeError } from '../domain/errors.js';
import { type RequestRecord, requestIdOf } from './request-record.js';

const STDERR = 2;

/** Logs lines of JSON to stderr, synchronously, so that a process that exits loses none. */
export function createLogger(
  level: 'silent' | 'error' | 'warn' | 'info' | 'debug',
  stream: DestinationStream = destination({ dest: STDERR }),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
    },
    stream,
  );
}

/** Logs an error that clients see as INTERNAL, with the id of its request. */
export function logInternalError(log: Logger, error: unknown): void {
  const requestId = requestIdOf(error);
  log.error({ ...(requestId !== undefined && { requestId }), err: error }, 'internal error');
}

const PROBES = ['/health', '/ready', '/metrics'];

/** Logs a finished request; the status is null if the client disconnected. Probes are logged at level debug. */
export function logRequest(log: Logger, record: RequestRecord, status: number | null): void {
  const { id, method, path, kind, operation, key, codes, startedAt } = record;
  const line = {
    requestId: id,
    method,
    path,
    ...(kind !== null && { kind }),
    ...(operation !== null && { operation }),
    ...(key !== null && { key }),
    ...(status === null ? { aborted: true } : { status }),
    ms: Math.round((performance.now() - startedAt) * 10) / 10,
    ...(codes.size > 0 && { codes: [...codes] }),
  };
  if (PROBES.includes(path)) log.debug(line, 'request');
  else log.info(line, 'request');
}

/** Keeps message, stack and causes. Removes secrets that a driver may put into a message, such as a password in an address. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: redact(String(error)) };
  const { name, message, stack, cause } = error;
  return {
    name,
    ...(error instanceof AscribeError && { code: error.code }),
    message: redact(message),
    ...(stack !== undefined && { stack: redact(stack) }),
    ...(cause !== undefined && { cause: serializeError(cause) }),
  };
}

function redact(text: string): string {
  return text
    .replace(/(:\/\/)[^\s/@]*@/g, '$1[redacted]@')
    .replace(/\b(bearer|basic)\s+[^\s"',]+/gi, '$1 [redacted]')
    .replace(
      /\b(x-api-key|api[-_]?key|password|passwd|secret)(["']?\s*[:=]\s*["']?)[^\s"',;]+/gi,
      '$1$2[redacted]',
    );
}
