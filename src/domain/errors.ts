/** Every error code, with its meaning. GraphQL sends the code as `extensions.code`. */
export const ERROR_CODES = {
  BAD_INPUT: 'An argument, or a value in a document, is invalid.',
  BAD_CURSOR: 'The cursor does not belong to this list.',
  STATUSES_REQUIRED: 'A field that reads claims, or an export, was asked for with no statuses.',
  NOT_FOUND: 'No record has this id.',
  ERASED: 'An article or an entity with this id was erased, so the id cannot be used again.',
  NOT_RETRACTED: 'The article to restore is not retracted.',
  POLICY_CONFLICT: 'The store already has a different policy with this version number.',
  UNAUTHENTICATED: 'The request needs an API key, but the key is missing or unknown.',
  FORBIDDEN: 'The role of the API key does not allow this.',
  HOST_REFUSED: 'The Host header of the request is not in the list of allowed hosts.',
  CONTENT_TYPE_REFUSED:
    'The Content-Type of a POST request is not application/json. Other types are refused because web pages of other sites can send them.',
  PERSISTED_QUERY_NOT_FOUND: 'No persisted operation has this id.',
  PERSISTED_QUERY_ONLY: 'The service runs only persisted operations, and the request does not name one.',
  INVALID_DOCUMENT: 'An annotated article or a policy does not follow its document format.',
  QUOTE_NOT_FOUND: 'The text of the article does not contain the quote.',
  TEXT_MISMATCH: 'The SHA-256 of the text differs from the one that the article declares.',
  TEXT_REQUIRED: 'Texts are required, but the article has none.',
  UNKNOWN_REFERENCE: 'No document of the import and no record of the store declares this id.',
  OUTSIDE_DOMAIN: 'The predicate, or organOf, does not accept subjects of this kind.',
  OUTSIDE_RANGE: 'The predicate, or organOf, does not accept this object or value.',
  ARTICLE_CONFLICT:
    'The store has another article with this id: of another source, url or text, or annotated by somebody else.',
  IDENTIFIER_CONFLICT: 'One external identifier is declared for two entities of different kinds.',
  KIND_CONFLICT:
    'Other articles declare the entity with a different kind, or make claims that the new kind does not allow.',
  ORGAN_CIRCLE: 'Entities are declared to be organs of each other in a circle.',
  DUPLICATE: 'Something that may occur only once occurs twice.',
  LIMIT_EXCEEDED: 'Something is larger than its limit.',
  GRAPHQL_PARSE_FAILED: 'The query is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The query does not match the schema.',
  BODY_TOO_LARGE: 'The request body has too many bytes.',
  QUERY_TOO_LONG: 'The query has too many tokens.',
  QUERY_TOO_DEEP: 'The query nests fields too deeply.',
  TOO_MANY_ALIASES: 'The query aliases or repeats too many fields.',
  QUERY_TOO_COSTLY: 'The query costs too much: it could return too many records.',
  TOO_MANY_RECORDS: 'The query read too many records from the store.',
  ANSWER_TOO_LARGE: 'The response has too many characters.',
  TIMEOUT: 'The request took too long and was cancelled.',
  OVERLOADED: 'The service is running as many requests as it allows at a time. Try again later.',
  RATE_LIMITED: 'The client sent too many requests. The Retry-After header says when to try again.',
  UNREADABLE: 'A file or folder cannot be read.',
  WRONG_USAGE:
    'The command line has an unknown command or option, or an argument is missing or invalid. The exit code is 2.',
  BAD_CONFIGURATION:
    'An option or environment variable has an invalid value, a file cannot be written, or the service cannot start with these settings.',
  STORE_UNAVAILABLE: 'The store cannot be reached. Try again later.',
  STORE_OUT_OF_MEMORY:
    'The database server has too little memory for this read or write. The log, or the command, names the setting to raise.',
  STORE_UNUSABLE:
    'The store cannot be used: it is not an ascribe database, it has a newer schema, it is not writable, or it is damaged. The message names a damaged record.',
  INTERNAL: 'A bug in ascribe.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The codes of what can be wrong with the input of a mutation: the enum `ProblemCode`. All other errors are errors of the request. */
export const PROBLEM_CODES = [
  'BAD_INPUT',
  'NOT_FOUND',
  'NOT_RETRACTED',
  'ERASED',
  'INVALID_DOCUMENT',
  'QUOTE_NOT_FOUND',
  'TEXT_MISMATCH',
  'UNKNOWN_REFERENCE',
  'OUTSIDE_DOMAIN',
  'OUTSIDE_RANGE',
  'ARTICLE_CONFLICT',
  'IDENTIFIER_CONFLICT',
  'KIND_CONFLICT',
  'ORGAN_CIRCLE',
  'DUPLICATE',
  'LIMIT_EXCEEDED',
] as const satisfies readonly ErrorCode[];
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/**
 * The only error class of ascribe. The message is one line that says what is wrong, where, and what was expected.
 * It never contains a secret or a stack trace.
 */
export class AscribeError extends Error {
  override readonly name = 'AscribeError';
  readonly code: ErrorCode;
  /** The message for clients of the service. Differs from `message` if that contains details for operators only. */
  readonly publicMessage: string;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; publicMessage?: string } = {}) {
    const { publicMessage = message, ...rest } = options;
    super(message, rest);
    this.code = code;
    this.publicMessage = publicMessage;
  }
}
