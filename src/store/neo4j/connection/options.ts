/** How much may be asked of a Neo4j server, and how long to wait for it; times in milliseconds. */
export interface Neo4jOptions {
  /** Connections to one server, at most. */
  readonly maxConnections: number;
  /** How long the server may take to accept a connection. */
  readonly connectTimeout: number;
  /** How long a transaction is tried again while the server cannot take it, as when a cluster chooses a leader. */
  readonly retryTimeout: number;
  /** How long a transaction that reads may run. */
  readonly queryTimeout: number;
}

export const DEFAULT_NEO4J_OPTIONS: Neo4jOptions = {
  maxConnections: 100,
  connectTimeout: 5_000,
  retryTimeout: 30_000,
  queryTimeout: 30_000,
};
