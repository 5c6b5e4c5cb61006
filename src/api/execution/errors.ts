import { GraphQLError } from 'graphql';
import { AscribeError, type ErrorCode } from '../../domain/errors.js';
import { currentRequest } from '../../observability/request-record.js';

/** An answer that refuses, with more than a message in its `extensions`. */
export function requestError(
  code: ErrorCode,
  message: string,
  details: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details } });
}

/**
 * Gives every error a code and takes away what is not for the caller: an error that ascribe did not mean to make is INTERNAL, its
 * message and stack go to the log alone, under the id of the request that the caller is told. Set as `maskError` of the server.
 */
export function maskError(error: unknown, log: (error: unknown) => void): GraphQLError {
  const cause = rootCause(error);
  if (cause instanceof AscribeError && cause.code !== 'INTERNAL')
    return withLocation(error, toPublicMessage(cause, log), { code: cause.code });
  if (!(cause instanceof GraphQLError)) {
    log(cause);
    const requestId = currentRequest()?.id;
    return withLocation(error, 'A fault of ascribe itself; its log has the details.', {
      code: 'INTERNAL',
      requestId,
    });
  }
  const { code = inferErrorCode(cause), originalError: _, ...extensions } = cause.extensions;
  return withLocation(error, truncateMessage(cause.message), {
    code: YOGA_ERROR_CODES.get(code) ?? code,
    ...extensions,
  });
}

/** What a caller is told of what keeps the service from its work: where a database is, and what it says, is for the log alone. */
export function toPublicMessage(error: unknown, log: (error: unknown) => void): string {
  if (error instanceof AscribeError && error.publicMessage === error.message) return error.publicMessage;
  log(error);
  return error instanceof AscribeError ? error.publicMessage : 'a fault of ascribe itself';
}

const YOGA_ERROR_CODES = new Map<unknown, ErrorCode>([
  ['BAD_REQUEST', 'BAD_INPUT'],
  ['BAD_USER_INPUT', 'BAD_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_INPUT'],
  ['REQUEST_ENTITY_TOO_LARGE', 'BODY_TOO_LARGE'],
  ['INTERNAL_SERVER_ERROR', 'INTERNAL'],
]);

const MAX_MESSAGE_LENGTH = 2000;

/** GraphQL repeats a value that does not fit, however long it is. */
const truncateMessage = (message: string): string =>
  message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}…` : message;

/** What went wrong first: GraphQL wraps an error of a resolver once for its place, and sometimes again. */
function rootCause(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined
    ? rootCause(error.originalError)
    : error;
}

/** GraphQL's own errors carry no code: without a path and with a place in the query they are of the syntax, else of the variables. */
function inferErrorCode(error: GraphQLError): string {
  return error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_INPUT';
}

function withLocation(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
