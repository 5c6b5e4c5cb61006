import neo4j, { type Neo4jError } from 'neo4j-driver';
import { AscribeError, type ErrorCode } from '../../../domain/errors.js';

/** Maps an error of the driver or server to an AscribeError with a one-line message. Returns other errors unchanged. */
export function toAscribeError(error: unknown, address: string): unknown {
  if (!isNeo4jError(error)) return error;
  const line = firstLine(error.message);
  const code = /^Connection acquisition timed out/.test(line) ? ACQUISITION_TIMEOUT : (error.code ?? '');
  for (const [pattern, errorCode, format] of ERROR_MAPPINGS) {
    if (pattern.test(code)) return serverError(errorCode, format(address, line), error);
  }
  const kind = neo4j.isRetryableError(error) ? 'STORE_UNAVAILABLE' : 'INTERNAL';
  return serverError(kind, `Neo4j at ${address}: ${line}`, error);
}

/** An error whose message is only for the log: clients must not see the address or the messages of the server. */
export function serverError(code: ErrorCode, message: string, cause?: unknown): AscribeError {
  const publicMessage =
    code === 'STORE_OUT_OF_MEMORY'
      ? 'the store has too little memory for this; expected a smaller request or document, or see the log of the service'
      : 'the store is unavailable; see the log of the service for the reason';
  return new AscribeError(code, message, { cause, publicMessage });
}

/** Whether the server had too little memory: its heap, or the part of it that transactions may use. */
export const isOutOfMemory = (error: unknown): boolean =>
  isNeo4jError(error) && OUT_OF_MEMORY.test(error.code ?? '');

/** The driver takes some of these for temporary. */
const OUT_OF_MEMORY = /OutOfMemory|StackOverflow/i;

/** The first line, without the driver's routing table. If the message names a cause, only the cause, without general advice. */
function firstLine(message: string): string {
  const [line = ''] = message.split(/\n| Known routing table/);
  return line.split(' Caused by: ')[1] ?? line;
}

/** Our own code for an error to which the driver gives none. */
const ACQUISITION_TIMEOUT = 'NoConnection';

type ErrorMapping = readonly [
  code: RegExp,
  errorCode: 'STORE_UNUSABLE' | 'STORE_UNAVAILABLE' | 'STORE_OUT_OF_MEMORY',
  format: (where: string, line: string) => string,
];

const ERROR_MAPPINGS: readonly ErrorMapping[] = [
  [
    OUT_OF_MEMORY,
    'STORE_OUT_OF_MEMORY',
    (where, line) =>
      `Neo4j at ${where} has too little memory for this: raise ${memorySetting(line)} on the server, or write smaller articles: ${line}`,
  ],
  [
    /Security\.AuthenticationRateLimit/,
    'STORE_UNAVAILABLE',
    (where) => `Neo4j at ${where} refuses logins because too many have failed; try again later`,
  ],
  [
    /Security\.Forbidden/,
    'STORE_UNUSABLE',
    (where) =>
      `Neo4j at ${where} refuses permission to this user; expected one that may read, write, and create indexes and constraints`,
  ],
  [
    /Security\./,
    'STORE_UNUSABLE',
    (where) =>
      `Neo4j at ${where} refuses the login; set NEO4J_USERNAME (default neo4j) and NEO4J_PASSWORD to a valid login`,
  ],
  [
    /Database\.DatabaseNotFound/,
    'STORE_UNUSABLE',
    (where) =>
      `Neo4j at ${where} has no such database; set NEO4J_DATABASE to an existing database, or unset it`,
  ],
  [
    /^(ServiceUnavailable|SessionExpired)$/,
    'STORE_UNAVAILABLE',
    (where, line) => `Neo4j at ${where} cannot be reached: ${line}`,
  ],
  [
    new RegExp(`^${ACQUISITION_TIMEOUT}$`),
    'STORE_UNAVAILABLE',
    (where) =>
      `Neo4j at ${where} provided no connection in time: it does not answer, or all connections are in use (NEO4J_MAX_CONNECTIONS)`,
  ],
  [
    /TransactionTimedOutClientConfiguration/,
    'STORE_UNAVAILABLE',
    (where) =>
      `Neo4j at ${where} did not finish in time (NEO4J_QUERY_TIMEOUT for reads); try again, or request less`,
  ],
  [
    /TransactionTimedOut|Transaction\.Terminated|LockClientStopped|NotALeader|ReadOnly|DatabaseUnavailable/i,
    'STORE_UNAVAILABLE',
    (where, line) => `Neo4j at ${where} is temporarily unable to answer; try again: ${line}`,
  ],
];

/** The setting that the message of the server names; it is a part of the heap, which has to grow first. */
function memorySetting(line: string): string {
  const [limit] = /\b(?:dbms|db|server)\.[a-z_.]*memory[a-z_.]*/.exec(line) ?? [];
  const heap = 'server.memory.heap.max_size (for `ascribe neo4j`: --heap)';
  return limit === undefined ? heap : `${heap}, or ${limit} if it is set,`;
}

/** Whether the driver or the server reports this error. */
export function isNeo4jError(error: unknown): error is Neo4jError {
  return error instanceof Error && error.name === 'Neo4jError';
}
