import { AscribeError } from '../../../domain/errors.js';
import { localPassword } from '../../../neo4j-server/index.js';
import type { Neo4jLogin } from '../index.js';

type Environment = Readonly<Record<string, string | undefined>>;

export const isNeo4jLocation = (location: string): boolean => /^(bolt|neo4j)(\+s)?:\/\//i.test(location);

/** How to log in to the server at a location: as NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say. */
export function loginFromEnvironment(location: string, env: Environment = process.env): Neo4jLogin {
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
      `the address ${protocol}//${host} holds a login, which would show in logs; set NEO4J_USERNAME and NEO4J_PASSWORD instead`,
    );
  }
  return {
    uri: location,
    username: emptyToUndefined(env.NEO4J_USERNAME) ?? 'neo4j',
    password: emptyToUndefined(env.NEO4J_PASSWORD) ?? localPassword(location),
    database: emptyToUndefined(env.NEO4J_DATABASE),
  };
}

/** An empty variable is one that is not set: `docker compose` passes those. */
function emptyToUndefined(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
