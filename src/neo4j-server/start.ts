import { writeFileSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { withFileLock } from '../files/file-lock.js';
import { waitForBolt } from './bolt.js';
import {
  createHome,
  ensurePassword,
  type Home,
  type HomeState,
  hasData,
  homeAt,
  readState,
  runningPid,
  USERNAME,
  writeState,
} from './home.js';
import { ensureJars } from './jars.js';
import { findJava } from './java.js';
import { launchServer, type Runtime, setInitialPassword } from './launch.js';
import { logSize, logTail, startupError } from './logs.js';
import { currentMachine, type Machine } from './machine.js';
import { choosePort } from './ports.js';
import { DEFAULT_RELEASE_LINE, findRelease, type Release } from './releases.js';
import { boltUri, type RunningServer, serverStatus, stopServer, toRunningServer } from './server.js';
import { renderNeo4jConf } from './server-config.js';

const START_TIMEOUT_MS = 120_000;
/** A second start finds the server of the first. */
const START_LOCK = { timeoutMs: 15 * 60_000, takeOver: true };

export interface StartOptions {
  readonly home: string;
  /** `5.26`, `2026` or a full version. Default: the version of the home, or the long-term support line for a new home. */
  readonly version?: string | undefined;
  /** 0 chooses a free port. Default: the last port used, else 7687, else a free one. */
  readonly port?: number | undefined;
  /** 0 chooses a free port, `false` turns HTTP off. Default: the last port used, else 7474, else a free one. */
  readonly httpPort?: number | false | undefined;
  /** Java heap size, such as `512m`. Default: `1g`. */
  readonly heap?: string | undefined;
  /** Further arguments of Java. */
  readonly javaOptions?: readonly string[];
  /** Further lines of neo4j.conf. */
  readonly settings?: readonly string[];
  /** Milliseconds to wait for the server to answer. Default: two minutes. */
  readonly timeoutMs?: number | undefined;
  readonly machine?: Machine | undefined;
  /** Called before steps that take long. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/**
 * Starts a Neo4j server in the background and waits until it answers. Returns the running server if there is one already.
 * Throws BAD_CONFIGURATION and STORE_UNAVAILABLE.
 *
 * @example await startServer({ home: './data/neo4j', version: '2026' })
 */
export async function startServer(
  options: StartOptions,
): Promise<RunningServer & { readonly alreadyRunning: boolean }> {
  const machine = options.machine ?? currentMachine();
  const onProgress = options.onProgress ?? (() => {});
  const release = chooseRelease(options, homeAt(options.home));
  const running = await serverStatus(options.home);
  if (running) return joinRunningServer(running, options);

  const java = await findJava(release, machine);
  const lib = await ensureJars(release, java, machine, onProgress);
  const runtime: Runtime = {
    release,
    java,
    lib,
    heap: options.heap ?? '1g',
    javaOptions: options.javaOptions ?? [],
  };
  const home = createHome(options.home);
  return withFileLock(home.lockFile, START_LOCK, async () => {
    const started = await serverStatus(options.home);
    if (started) return joinRunningServer(started, options);
    onProgress(`Starting Neo4j ${release.version} on Java ${java.major}.`);
    return { ...(await startInHome(home, runtime, options)), alreadyRunning: false };
  });
}

async function startInHome(home: Home, runtime: Runtime, options: StartOptions): Promise<RunningServer> {
  const password = ensurePassword(home);
  const before = readState(home);
  for (let attempt = 1; ; attempt += 1) {
    const { state, automatic } = await choosePorts(before, runtime.release, options);
    writeState(home, state);
    writeFileSync(home.confFile, renderNeo4jConf(runtime.release, state, options.settings));
    if (!hasData(home)) await setInitialPassword(runtime, home, password);
    const logOffset = logSize(home);
    const pid = await launchServer(runtime, home);
    const server = toRunningServer(home, state, pid);
    const login = { uri: server.uri, username: USERNAME, password };
    const outcome = await waitForBolt(
      login,
      () => runningPid(home) === pid,
      options.timeoutMs ?? START_TIMEOUT_MS,
    );
    if (outcome === 'ready') return server;
    await stopServer(home.path, 'SIGKILL');
    // Another program may have taken the port since it was found free.
    const lostPort = outcome === 'exited' && /BindException|in use/.test(startupError(home, logOffset) ?? '');
    if (lostPort && automatic && attempt < 3) continue;
    throw startError(outcome, home, logOffset, runtime.release.version, options.timeoutMs);
  }
}

async function choosePorts(
  previousState: HomeState | undefined,
  release: Release,
  { port, httpPort }: StartOptions,
): Promise<{ readonly state: HomeState; readonly automatic: boolean }> {
  const bolt = await choosePort('Bolt', port ?? previousState?.boltPort, 7687);
  const state = { line: release.line, version: release.version, boltPort: bolt.port };
  if (httpPort === false) return { state, automatic: bolt.automatic };
  const http = await choosePort('HTTP', httpPort, previousState?.httpPort ?? 7474, bolt.port);
  return { state: { ...state, httpPort: http.port }, automatic: bolt.automatic || http.automatic };
}

export function chooseRelease({ version }: Pick<StartOptions, 'version'>, home: Home): Release {
  const previousLine = readState(home)?.line;
  const release = findRelease(version ?? previousLine ?? DEFAULT_RELEASE_LINE);
  if (previousLine === undefined || previousLine === release.line || !hasData(home)) return release;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${home.path} holds data of Neo4j ${previousLine}, but ${release.line} was requested; use a different home, or omit the version.`,
  );
}

/** Waits for the server, which another call may still be starting. */
async function joinRunningServer(
  server: RunningServer,
  { port, timeoutMs }: StartOptions,
): Promise<RunningServer & { alreadyRunning: true }> {
  if (port && server.uri !== boltUri(port)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `Neo4j already runs in ${server.home}, at ${server.uri}; stop it first to use port ${port}.`,
    );
  }
  const home = homeAt(server.home);
  const login = { uri: server.uri, username: USERNAME, password: ensurePassword(home) };
  const outcome = await waitForBolt(
    login,
    () => runningPid(home) === server.pid,
    timeoutMs ?? START_TIMEOUT_MS,
  );
  if (outcome === 'ready') return { ...server, alreadyRunning: true };
  throw startError(outcome, home, 0, server.version, timeoutMs);
}

function startError(
  outcome: 'exited' | 'unauthorized' | 'timeout',
  home: Home,
  logOffset: number,
  version: string,
  timeoutMs: number = START_TIMEOUT_MS,
): AscribeError {
  if (outcome === 'unauthorized') {
    return new AscribeError(
      'BAD_CONFIGURATION',
      `Neo4j ${version} runs but refuses the password in ${home.passwordFile}: write the current password of user ${USERNAME} to that file.`,
    );
  }
  const what =
    outcome === 'timeout' ? `did not answer within ${timeoutMs / 1000} s` : 'exited before it answered';
  const why = startupError(home, logOffset);
  return new AscribeError(
    'STORE_UNAVAILABLE',
    `Neo4j ${version} ${what}${why ? `: ${why}` : ''} (logs: ${home.consoleLog} and ${home.serverLog})`,
    { cause: logTail(home, logOffset) },
  );
}
