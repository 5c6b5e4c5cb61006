import neo4j, { type Neo4jError } from 'neo4j-driver';
import { AscribeError, type ErrorCode } from '../../../domain/errors.js';

/** What the driver and the server say, in ascribe's codes and one line; errors of other makes pass as they are. */
export function toAscribeError(error: unknown, address: string): unknown {
  if (!isNeo4jError(error)) return error;
  const line = firstLine(error.message);
  const code = /^Connection acquisition timed out/.test(line) ? ACQUISITION_TIMEOUT : (error.code ?? '');
  for (const [pattern, errorCode, say] of ERROR_MAPPINGS) {
    if (pattern.test(code)) return serverError(errorCode, say(address, line), error);
  }
  const kind = neo4j.isRetryableError(error) ? 'STORE_UNAVAILABLE' : 'INTERNAL';
  return serverError(kind, `Neo4j at ${address}: ${line}`, error);
}

/** Where the server is, and what it says of itself, is not for everybody who asks. */
export function serverError(code: ErrorCode, message: string, cause?: unknown): AscribeError {
  return new AscribeError(code, message, {
    cause,
    publicMessage: 'the store cannot be used now; the log of the service tells why',
  });
}

/** The first line, without the driver's dump of its routing table, and without its general advice where it names a cause. */
function firstLine(message: string): string {
  const [line = ''] = message.split(/\n| Known routing table/);
  return line.split(' Caused by: ')[1] ?? line;
}

/** The driver has no code for it. */
const ACQUISITION_TIMEOUT = 'NoConnection';

type ErrorMapping = readonly [
  code: RegExp,
  errorCode: 'STORE_UNUSABLE' | 'STORE_UNAVAILABLE',
  say: (where: string, line: string) => string,
];

const ERROR_MAPPINGS: readonly ErrorMapping[] = [
  [
    /Security\.AuthenticationRateLimit/,
    'STORE_UNAVAILABLE',
    (where) => `Neo4j at ${where} refuses logins for a while, as too many failed; try again later`,
  ],
  [
    /Security\.Forbidden/,
    'STORE_UNUSABLE',
    (where) =>
      `Neo4j at ${where} lets this user not do what ascribe must: read, write and make indexes and constraints`,
  ],
  [
    /Security\./,
    'STORE_UNUSABLE',
    (where) =>
      `Neo4j at ${where} refuses the login; set NEO4J_USERNAME (default neo4j) and NEO4J_PASSWORD to ones it knows`,
  ],
  [
    /Database\.DatabaseNotFound/,
    'STORE_UNUSABLE',
    (where) => `Neo4j at ${where} has no such database; set NEO4J_DATABASE to one it has, or leave it out`,
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
      `Neo4j at ${where} gave no connection in time: it does not answer, or all of them are in use (NEO4J_MAX_CONNECTIONS)`,
  ],
  [
    /TransactionTimedOutClientConfiguration/,
    'STORE_UNAVAILABLE',
    (where) =>
      `Neo4j at ${where} did not finish in time (NEO4J_QUERY_TIMEOUT for reads); try again, or ask for less`,
  ],
  [
    /TransactionTimedOut|Transaction\.Terminated|LockClientStopped|NotALeader|ReadOnly|DatabaseUnavailable/i,
    'STORE_UNAVAILABLE',
    (where, line) => `Neo4j at ${where} cannot do that now; try again: ${line}`,
  ],
];

function isNeo4jError(error: unknown): error is Neo4jError {
  return error instanceof Error && error.name === 'Neo4jError';
}
