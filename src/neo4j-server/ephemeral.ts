import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programFile } from '../files/program-file.js';
import { ensurePassword, homeAt, USERNAME } from './home.js';
import { stopServer } from './server.js';
import { type StartOptions, startServer } from './start.js';

/** A real server for a test, in a home of its own. */
export interface EphemeralNeo4j {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly version: string;
  readonly home: string;
  /** Stops the server and removes its home. */
  stop(): Promise<void>;
  /** Kills the server as a crash would; its data and port stay for a restart. */
  kill(): Promise<void>;
  /** Shuts the server down if it runs, and starts it again with the same port, data and password. */
  restart(): Promise<void>;
}

/**
 * A test server lives for minutes, and spends most of them on planning: optimizing compiled code costs more than it saves, and so does
 * planning a query again for data that changed or for lists of another length.
 */
const FOR_TESTS = {
  javaOptions: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-XX:ReservedCodeCacheSize=240m', '-Xmn256m'],
  settings: [
    'dbms.cypher.min_replan_interval=1h',
    'server.memory.query_cache.per_db_cache_num_entries=5000',
    'internal.cypher.use_parameter_size=false',
    // Internal settings differ between releases.
    'server.config.strict_validation.enabled=false',
  ],
};

/**
 * Starts a Neo4j server that disappears with its data when it is stopped, or when this process ends in any way.
 *
 * @example const neo4j = await startEphemeralNeo4j({ version: '5.26' })
 */
export async function startEphemeralNeo4j(
  options: Pick<StartOptions, 'version' | 'heap' | 'timeoutMs' | 'machine' | 'onProgress'> = {},
): Promise<EphemeralNeo4j> {
  const home = mkdtempSync(join(tmpdir(), 'ascribe-neo4j-'));
  const release = startWatchdog(home);
  const start = (port?: number) =>
    startServer({ heap: '512m', ...FOR_TESTS, ...options, home, port, httpPort: false });
  const stop = async () => {
    // Its data is not kept, so it need not shut down cleanly.
    await stopServer(home, 'SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    release();
  };
  try {
    const { uri, version } = await start(0);
    return {
      uri,
      username: USERNAME,
      password: ensurePassword(homeAt(home)),
      version,
      home,
      stop,
      kill: async () => {
        await stopServer(home, 'SIGKILL');
      },
      restart: async () => {
        await stopServer(home);
        await start();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a watchdog for the server of this home; the returned function ends it. */
function startWatchdog(home: string): () => void {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const script = fileURLToPath(programFile('bin/neo4j-watchdog.js'));
  const child = spawn(process.execPath, [script, home], {
    detached: true,
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  (child.stdin as Socket).unref();
  child.stdin.on('error', () => {});
  return () => child.stdin.destroy();
}
