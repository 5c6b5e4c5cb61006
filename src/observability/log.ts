import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { AscribeError } from '../domain/errors.js';
import { currentRequest, type RequestRecord } from './request-record.js';

const STDERR = 2;

/** One line of JSON each, on stderr. Written at once: a process that ends loses none. */
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
      // What is logged while a request is answered carries its id.
      mixin: () => {
        const request = currentRequest();
        return request === undefined ? {} : { requestId: request.id };
      },
      serializers: { err: serializeError },
    },
    stream,
  );
}

/** One line for a request that has ended; null as status where the caller left before. Probes are told at level debug. */
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
  if (path === '/graphql' || path === 'other') log.info(line, 'request');
  else log.debug(line, 'request');
}

/** Of a fault, what helps to mend it; without what a driver's message may hold: a password in an address, or a key. */
function serializeError(fault: unknown): object {
  if (!(fault instanceof Error)) return { message: redact(String(fault)) };
  const { name, message, stack, cause } = fault;
  return {
    name,
    ...(fault instanceof AscribeError && { code: fault.code }),
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
