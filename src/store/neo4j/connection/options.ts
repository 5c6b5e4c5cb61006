/** How to log in to a Neo4j server. */
export interface Neo4jLogin {
  /** `neo4j://…` routes over a cluster, `bolt://…` talks to one server; `+s` encrypts. */
  readonly uri: string;
  readonly username: string;
  readonly password: string | undefined;
  /** Default: the user's home database. */
  readonly database?: string | undefined;
}

/** Limits of a connection to a Neo4j server. */
export interface Neo4jOptions {
  /** The maximum number of connections to one server. */
  readonly maxConnections: number;
  /** How long the server may take to accept a connection. */
  readonly connectTimeoutMs: number;
  /** How long to retry a transaction after temporary errors such as a leader change. */
  readonly retryTimeoutMs: number;
  /** How long a read transaction may run. */
  readonly queryTimeoutMs: number;
}

/** The settings for opening a Neo4j location, besides its address. */
export interface Neo4jSettings extends Neo4jOptions {
  readonly username: string;
  readonly password?: string | undefined;
  /** Default: the user's home database. */
  readonly database?: string | undefined;
  /** Folder of the local server, which holds its password. */
  readonly home: string;
}
