import { GraphQLError } from 'graphql';
import { AscribeError, type ErrorCode } from '../../domain/errors.js';
import { requestIdOf, setRequestId } from '../../observability/request-record.js';

/** A GraphQL error with a code, and further details, in its `extensions`. */
export function requestError(
  code: ErrorCode,
  message: string,
  details: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details } });
}

/**
 * Yoga's `maskError`: gives every error a code and hides internals. An unexpected error becomes INTERNAL with the request's id; its message
 * and stack go only to the log, under the same id.
 */
export function maskError(error: unknown, log: (error: unknown) => void): GraphQLError {
  const cause = rootCause(error);
  if (cause instanceof AscribeError && cause.code !== 'INTERNAL')
    return withLocation(error, toPublicMessage(cause, log), { code: cause.code });
  if (!(cause instanceof GraphQLError)) {
    log(cause);
    const requestId = requestIdOf(cause);
    return withLocation(error, 'Internal error of ascribe; the log has the details under this requestId.', {
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

/** The message for the client. The address of a database, and its own messages, go only to the log. */
export function toPublicMessage(error: unknown, log: (error: unknown) => void): string {
  if (error instanceof AscribeError && error.publicMessage === error.message) return error.publicMessage;
  log(error);
  return error instanceof AscribeError ? error.publicMessage : 'internal error of ascribe';
}

const YOGA_ERROR_CODES = new Map<unknown, ErrorCode>([
  ['BAD_REQUEST', 'BAD_INPUT'],
  ['BAD_USER_INPUT', 'BAD_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_INPUT'],
  ['REQUEST_ENTITY_TOO_LARGE', 'BODY_TOO_LARGE'],
  ['INTERNAL_SERVER_ERROR', 'INTERNAL'],
]);

const MAX_MESSAGE_LENGTH = 2000;

/** GraphQL's messages repeat invalid values in full. */
const truncateMessage = (message: string): string =>
  message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}…` : message;

/** Notes in which request a resolver failed, for the log and for `maskError`. */
export function noteFailure(error: unknown, requestId: string | undefined): void {
  setRequestId(rootCause(error), requestId);
}

/** The first error: GraphQL wraps a resolver's error to add its path, sometimes twice. */
function rootCause(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined
    ? rootCause(error.originalError)
    : error;
}

/** GraphQL's own errors have no code: they are about the syntax, or else about the variables. */
function inferErrorCode(error: GraphQLError): ErrorCode {
  return error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_INPUT';
}

function withLocation(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
