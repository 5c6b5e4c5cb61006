import neo4j, { type Neo4jError } from 'neo4j-driver';
import { AscribeError } from '../../domain/errors.js';

/** What the driver and the server say, in ascribe's codes and one line; errors of other makes pass as they are. */
export function toAscribe(error: unknown, where: string): unknown {
  if (!isNeo4jError(error)) return error;
  const { code = '' } = error;
  // The first line, without the driver's dump of its routing table.
  const [line = ''] = error.message.split(/\n| Known routing table/);
  for (const [pattern, errorCode, say] of MEANINGS) {
    if (pattern.test(code)) return new AscribeError(errorCode, say(where, line), { cause: error });
  }
  const kind = neo4j.isRetryableError(error) ? 'STORE_UNAVAILABLE' : 'INTERNAL';
  return new AscribeError(kind, `Neo4j at ${where}: ${line}`, { cause: error });
}

type Meaning = readonly [
  code: RegExp,
  errorCode: 'STORE_UNUSABLE' | 'STORE_UNAVAILABLE',
  say: (where: string, line: string) => string,
];

const MEANINGS: readonly Meaning[] = [
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
    /TransactionTimedOut|LockClientStopped|NotALeader|ReadOnly|DatabaseUnavailable/i,
    'STORE_UNAVAILABLE',
    (where, line) => `Neo4j at ${where} cannot do that now; try again: ${line}`,
  ],
];

function isNeo4jError(error: unknown): error is Neo4jError {
  return error instanceof Error && error.name === 'Neo4jError';
}
