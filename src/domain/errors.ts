/** Every code an error of ascribe can carry; GraphQL shows it as `extensions.code`. */
export const ERROR_CODES = {
  BAD_INPUT: 'An argument or a document is not of the form that was asked for.',
  BAD_CURSOR: 'The cursor was not made by this list.',
  STATUSES_REQUIRED: 'A field that reaches claims was asked without any status.',
  NOT_FOUND: 'No record has this id.',
  NOT_RETRACTED: 'The article to be restored is not retracted.',
  POLICY_CONFLICT: 'The version of a policy stands for another one here.',
  UNAUTHENTICATED: 'The call needs an API key, and carries none that is known.',
  FORBIDDEN: 'The API key is known, and its role may not do this.',
  HOST_REFUSED: 'The request calls the service by a name that is not its own.',
  CONTENT_TYPE_REFUSED:
    'A POST came as something else than application/json, as a page of another site could send it.',
  PERSISTED_QUERY_NOT_FOUND: 'No persisted operation has this id.',
  PERSISTED_QUERY_ONLY: 'Only persisted operations are run here, and the request names none.',
  INVALID_DOCUMENT: 'A document, an annotated article or a policy, does not keep its format.',
  QUOTE_NOT_FOUND: 'A quote does not stand in the text of its article.',
  TEXT_MISMATCH: 'The text of an article has not the SHA-256 that the article declares.',
  TEXT_REQUIRED: 'An article came without a text, and texts were demanded.',
  UNKNOWN_REFERENCE: 'An id is declared neither in the file, nor in the run, nor in the store.',
  OUTSIDE_DOMAIN: 'The subject is of a kind that the predicate does not take.',
  OUTSIDE_RANGE: 'The object or value is not what the predicate takes.',
  KIND_CONFLICT: 'An entity is declared with another kind than it has.',
  DUPLICATE: 'The same thing is given twice where it may stand once.',
  LIMIT_EXCEEDED: 'Something is larger than its bound.',
  BODY_TOO_LARGE: 'The request has more bytes than one may have.',
  QUERY_TOO_LONG: 'The query has more tokens than one may have.',
  QUERY_TOO_DEEP: 'The query nests more fields than one may.',
  TOO_MANY_ALIASES: 'The query renames, or repeats, more fields than one may.',
  QUERY_TOO_COSTLY: 'The query may bring more records than one may ask for.',
  TOO_MANY_RECORDS: 'The answer takes more records of the store than one may.',
  ANSWER_TOO_LARGE: 'The answer has more characters than one may.',
  TIMEOUT: 'The answer took longer than a request may take; what the store did for it was stopped.',
  OVERLOADED: 'The service answers as many requests at a time as it may; the same one may succeed later.',
  RATE_LIMITED: 'This caller asked more often than it may; the answer says when it may again.',
  UNREADABLE: 'A file or folder cannot be read.',
  BAD_CONFIGURATION: 'An option or environment variable has a value that cannot be used.',
  STORE_UNAVAILABLE: 'The store cannot be reached now; the same call may succeed later.',
  STORE_UNUSABLE: 'The store cannot be used as it is: not a database of ascribe, too new, or not writable.',
  INTERNAL: 'A fault of ascribe itself.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one error of ascribe. The message is one line that says what is wrong, where, and what was expected;
 * it never holds a secret or a stack.
 */
export class AscribeError extends Error {
  override readonly name = 'AscribeError';
  readonly code: ErrorCode;
  /** What those who only ask the service are told: the message, unless it holds what is for those who run it alone. */
  readonly publicMessage: string;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; publicMessage?: string } = {}) {
    const { publicMessage = message, ...rest } = options;
    super(message, rest);
    this.code = code;
    this.publicMessage = publicMessage;
  }
}
