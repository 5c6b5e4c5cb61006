/** What requests may ask of the service. A bound of 0 is none, where it says so. */
export interface RequestLimits {
  /** Bytes of a request without an API key that may write. */
  readonly body: number;
  /** Bytes of a request with one: a document of 10 MB, and its JSON around it. */
  readonly keyedBody: number;
  /** Names, signs and values of a query. */
  readonly tokens: number;
  /** Fields within each other; introspection apart. */
  readonly depth: number;
  /** Fields that are renamed, and copies of one field side by side. */
  readonly aliases: number;
  /** Records that a query may bring by what it asks for: see `costOf`. */
  readonly cost: number;
  /** Records that the store really brings for one request. */
  readonly records: number;
  /** Characters of an answer, about: each field counts with its name and text, and more: see `countAnswers`. */
  readonly answer: number;
  /** Milliseconds that a query may take, or an event of a subscription. */
  readonly time: number;
  /** Requests that are answered at a time. */
  readonly concurrent: number;
  /** Requests a minute of one API key, or of one address without a key; 0 for any number. */
  readonly rate: number;
}

export const DEFAULT_REQUEST_LIMITS: RequestLimits = {
  body: 1024 * 1024,
  keyedBody: 11 * 1024 * 1024,
  tokens: 4_000,
  depth: 15,
  aliases: 200,
  cost: 500_000,
  records: 100_000,
  answer: 10_000_000,
  time: 30_000,
  concurrent: 64,
  rate: 6_000,
};
