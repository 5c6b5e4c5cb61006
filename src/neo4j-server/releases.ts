import { AscribeError } from '../domain/errors.js';

/** A line of Neo4j releases that ascribe can run, and the version used for it. */
export interface Release {
  /** Name of the line; its patch releases can read each other's data. */
  readonly line: string;
  readonly version: string;
  readonly mainClass: string;
  /** Supported Java versions; without `max`, any newer one. */
  readonly java: { readonly min: number; readonly max?: number };
  /** Lines of `neo4j.conf` specific to this release. */
  readonly settings: readonly string[];
}

// With the default quiet period, a stop takes ten seconds longer: the Bolt server waits twice for new connections.
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
  throw new AscribeError('BAD_CONFIGURATION', `unknown Neo4j version "${name}"; expected one of: ${known}.`);
}
