import { AscribeError } from '../../../domain/errors.js';
import { localPassword } from '../../../neo4j-server/local-password.js';
import type { Neo4jLogin, Neo4jOptions, Neo4jSettings } from './options.js';

export const isNeo4jLocation = (location: string): boolean => /^(bolt|neo4j)(\+s)?:\/\//i.test(location);

/** The login for the server at a location. Reads the password of a local server from its home folder. Throws BAD_CONFIGURATION. */
export function loginFor(location: string, settings: Omit<Neo4jSettings, keyof Neo4jOptions>): Neo4jLogin {
  if (!URL.canParse(location)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      'the address of Neo4j is malformed; expected neo4j://host:port',
    );
  }
  const { username, password, protocol, host } = new URL(location);
  if (username !== '' || password !== '') {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `the address ${protocol}//${host} contains a login, which would show in logs; set NEO4J_USERNAME and NEO4J_PASSWORD instead`,
    );
  }
  return {
    uri: location,
    username: settings.username,
    password: settings.password ?? localPassword(location, settings.home),
    database: settings.database,
  };
}
