/** What one request, or one client, may use. */
export interface RequestLimits {
  /** Size of a request body. */
  readonly bodyBytes: number;
  /** Size of a request body with an API key that may import. */
  readonly authenticatedBodyBytes: number;
  /** Names, punctuation and values in a query. */
  readonly tokens: number;
  /** Levels of nested fields, introspection excluded. */
  readonly depth: number;
  /** Fields with an alias, and copies of one field side by side. */
  readonly aliases: number;
  /** Cost of a query, computed before it runs: see `estimateCost`. */
  readonly cost: number;
  /** Records that the store reads for one request. */
  readonly records: number;
  /** Characters of a response, approximately: see `trackResponseSize`. */
  readonly responseSize: number;
  /** Run time of a query, or of one event of a subscription. */
  readonly timeoutMs: number;
  readonly maxConcurrentRequests: number;
  /** How long a request may wait until another one ends; 0 means that none waits. */
  readonly maxWaitMs: number;
  /** Requests of one API key, or of one address without a key; 0 means no limit. */
  readonly requestsPerMinute: number;
}
