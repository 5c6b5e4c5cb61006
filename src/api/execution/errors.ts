import { GraphQLError } from 'graphql';
import { AscribeError, type ErrorCode } from '../../domain/errors.js';
import { currentRequest } from '../../observability/request-record.js';

/** An answer that refuses, with more than a message in its `extensions`. */
export function refusal(
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
export function coded(error: unknown, log: (error: unknown) => void): GraphQLError {
  const cause = rootOf(error);
  if (cause instanceof AscribeError && cause.code !== 'INTERNAL')
    return placed(error, messageFor(cause, log), { code: cause.code });
  if (!(cause instanceof GraphQLError)) {
    log(cause);
    const requestId = currentRequest()?.id;
    return placed(error, 'A fault of ascribe itself; its log has the details.', {
      code: 'INTERNAL',
      requestId,
    });
  }
  const { code = codeOf(cause), originalError: _, ...extensions } = cause.extensions;
  return placed(error, shortened(cause.message), { code: CODES_OF_YOGA.get(code) ?? code, ...extensions });
}

/** What a caller is told of what keeps the service from its work: where a database is, and what it says, is for the log alone. */
export function messageFor(error: unknown, log: (error: unknown) => void): string {
  if (error instanceof AscribeError && error.publicMessage === error.message) return error.publicMessage;
  log(error);
  return error instanceof AscribeError ? error.publicMessage : 'a fault of ascribe itself';
}

const CODES_OF_YOGA = new Map<unknown, ErrorCode>([
  ['BAD_REQUEST', 'BAD_INPUT'],
  ['BAD_USER_INPUT', 'BAD_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_INPUT'],
  ['REQUEST_ENTITY_TOO_LARGE', 'BODY_TOO_LARGE'],
  ['INTERNAL_SERVER_ERROR', 'INTERNAL'],
]);

const LONGEST_MESSAGE = 2000;

/** GraphQL repeats a value that does not fit, however long it is. */
const shortened = (message: string): string =>
  message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;

/** What went wrong first: GraphQL wraps an error of a resolver once for its place, and sometimes again. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined
    ? rootOf(error.originalError)
    : error;
}

/** GraphQL's own errors carry no code: without a path and with a place in the query they are of the syntax, else of the variables. */
function codeOf(error: GraphQLError): string {
  return error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_INPUT';
}

function placed(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
