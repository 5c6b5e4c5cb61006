import { AscribeError } from '../domain/errors.js';

/** A line of Neo4j releases that ascribe can run, and the very version it stands for. */
export interface Release {
  /** What a user asks for and a home remembers: patch releases within it read each other's data. */
  readonly line: string;
  readonly version: string;
  readonly mainClass: string;
  /** Java versions it was tried on; `max` is absent where newer ones are promised to work. */
  readonly java: { readonly min: number; readonly max?: number };
  /** Lines of `neo4j.conf` that are written otherwise, or unknown, in other releases. */
  readonly settings: readonly string[];
}

// Without the quiet period of 0 a stop takes ten seconds more: the Bolt server waits twice for connections that cannot
// come any more, long after the data is safe.
export const RELEASES: readonly Release[] = [
  {
    line: '5.26',
    version: '5.26.30',
    mainClass: 'org.neo4j.server.CommunityEntryPoint',
    java: { min: 17, max: 25 },
    settings: ['internal.dbms.bolt.netty_server_shutdown_quiet_period=0'],
  },
  {
    line: '2026',
    version: '2026.08.1',
    mainClass: 'org.neo4j.server.Neo4jCommunity',
    java: { min: 21 },
    settings: [
      'internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s',
      'server.fleet_discovery.enabled=false',
    ],
  },
];

/** The long-term support line. */
export const DEFAULT_RELEASE_LINE = '5.26';

/** The release for `5.26`, `2026`, or one of the full versions; any other is `BAD_CONFIGURATION`. */
export function findRelease(name: string): Release {
  const release = RELEASES.find(({ line, version }) => name === line || name === version);
  if (release) return release;
  const known = RELEASES.map(({ line, version }) => `${line} (${version})`).join(', ');
  throw new AscribeError('BAD_CONFIGURATION', `No Neo4j "${name}" is known; expected one of: ${known}.`);
}
