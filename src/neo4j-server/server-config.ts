import { join } from 'node:path';
import { type Home, type HomeState, homeArgument } from './home.js';
import type { Java } from './java.js';
import { LOOPBACK_HOST } from './ports.js';
import type { Release } from './releases.js';

/** `neo4j.conf`: loopback only, little memory and disk, no usage reports. */
export function renderNeo4jConf(
  release: Release,
  { boltPort, httpPort }: HomeState,
  settings: readonly string[] = [],
): string {
  const http =
    httpPort === undefined
      ? ['server.http.enabled=false']
      : [
          `server.http.listen_address=${LOOPBACK_HOST}:${httpPort}`,
          `server.http.advertised_address=${LOOPBACK_HOST}:${httpPort}`,
        ];
  return [
    '# ascribe writes this file at each start; your changes are lost.',
    `server.default_listen_address=${LOOPBACK_HOST}`,
    `server.bolt.listen_address=${LOOPBACK_HOST}:${boltPort}`,
    // Used in routing tables, so neo4j:// works as well as bolt://.
    `server.bolt.advertised_address=${LOOPBACK_HOST}:${boltPort}`,
    ...http,
    'server.https.enabled=false',
    'server.memory.pagecache.size=256m',
    // The default takes 256 MB of disk per database for an empty log.
    'db.tx_log.preallocate=false',
    'dbms.usage_report.enabled=false',
    ...release.settings,
    ...settings,
    '',
  ].join('\n');
}

const ADD_OPENS_PACKAGES = ['java.nio', 'java.io', 'sun.nio.ch', 'java.util.concurrent'];

/** Java arguments to run the server of this home. */
export function serverArguments(
  release: Release,
  java: Java,
  lib: string,
  home: Home,
  heap: string,
  javaOptions: readonly string[],
): string[] {
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    ...javaOptions,
    ...ADD_OPENS_PACKAGES.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
    ...quietFlags(java),
    '-Dio.netty.tryReflectionSetAccessible=true',
    '-Dfile.encoding=UTF-8',
    '-cp',
    join(lib, '*'),
    release.mainClass,
    homeArgument(home),
    `--config-dir=${home.confDir}`,
  ];
}

/** Java arguments to run `neo4j-admin` with its arguments. */
export function adminArguments(lib: string, args: readonly string[]): string[] {
  return ['-XX:TieredStopAtLevel=1', '-cp', join(lib, '*'), 'org.neo4j.cli.AdminTool', ...args];
}

/** Java 24 and newer warn about Neo4j's memory access unless it is allowed. */
function quietFlags({ major }: Java): readonly string[] {
  return major >= 24 ? ['--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow'] : [];
}
