import { homeAt, readPassword, readState, runningPid } from './home.js';
import { LOOPBACK_HOST } from './ports.js';

const LOOPBACK_HOSTNAMES: readonly string[] = [LOOPBACK_HOST, 'localhost', '[::1]'];

/**
 * The stored password, if the URI is that of the server that `ascribe neo4j start` runs in this home now. No other server that listens on
 * the port later gets it.
 *
 * @example localPassword('bolt://127.0.0.1:7687', './data/neo4j')
 */
export function localPassword(uri: string, home: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, port } = new URL(uri);
  if (protocol !== 'bolt:' && protocol !== 'neo4j:') return undefined;
  const files = homeAt(home);
  const isLocal =
    LOOPBACK_HOSTNAMES.includes(hostname) && Number(port || 7687) === readState(files)?.boltPort;
  return isLocal && runningPid(files) !== undefined ? readPassword(files) : undefined;
}
